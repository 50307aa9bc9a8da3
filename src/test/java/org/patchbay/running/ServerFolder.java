package org.patchbay.running;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.patchbay.sandbox.qemu.TestMachines;

/** The folder of a server under test: its data and its log. */
public record ServerFolder(Path path) {
    /** The data of the tests that run machines without a server; its template saves a boot. */
    private static final Path SEED = TestMachines.DATA;

    private static final String MACHINE_PROGRAM = "qemu-system-x86";

    static ServerFolder prepare(Path path) throws IOException {
        ServerFolder folder = new ServerFolder(path.toAbsolutePath());
        Files.createDirectories(folder.data());
        if (Files.isDirectory(SEED.resolve("templates"))
                && !Files.exists(folder.data().resolve("templates"))) {
            for (String part : List.of("sandbox-key", "accelerator.json", "templates")) {
                copy(SEED.resolve(part), folder.data().resolve(part));
            }
        }
        return folder;
    }

    Path data() {
        return path.resolve("data");
    }

    Path log() {
        return path.resolve("server.log");
    }

    /** The recording of a terminal of a lab that has had one machine. */
    public Path recording(String lab, String terminal) throws IOException {
        try (Stream<Path> all = Files.walk(data().resolve("labs").resolve(lab))) {
            return all.filter(file -> file.endsWith(terminal + ".cast"))
                    .findAny()
                    .orElseThrow(() -> new IOException("no recording of " + terminal));
        }
    }

    /** How many machines a lab has had that were recorded. */
    long recordedMachines(String lab) throws IOException {
        try (Stream<Path> all = Files.list(data().resolve("labs").resolve(lab))) {
            return all.filter(Files::isDirectory).count();
        }
    }

    /** The processes of all machines of this folder's servers. */
    public List<ProcessHandle> machines() {
        return ProcessHandle.allProcesses().filter(this::isMachine).toList();
    }

    /** The process of the machine that calls itself so. */
    public ProcessHandle machine(String hostname) {
        return machines().stream()
                .filter(machine ->
                        workingFolder(machine).orElseThrow().getParent().endsWith(hostname))
                .findFirst()
                .orElseThrow();
    }

    /** The processes of the labs' machines alone: a template may be made beside them. */
    public List<ProcessHandle> labMachines() {
        Path labs = data().resolve("sandboxes");
        return machines().stream()
                .filter(machine -> workingFolder(machine)
                        .filter(folder -> folder.startsWith(labs))
                        .isPresent())
                .toList();
    }

    long logLength() throws IOException {
        return Files.exists(log()) ? Files.size(log()) : 0;
    }

    String logSince(long length) throws IOException {
        byte[] all = Files.readAllBytes(log());
        return new String(all, (int) length, all.length - (int) length, StandardCharsets.UTF_8);
    }

    private boolean isMachine(ProcessHandle process) {
        try {
            return Files.readString(proc(process).resolve("comm")).strip().equals(MACHINE_PROGRAM)
                    && workingFolder(process)
                            .filter(folder -> folder.startsWith(data()))
                            .isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<Path> workingFolder(ProcessHandle process) {
        try {
            return Optional.of(Files.readSymbolicLink(proc(process).resolve("cwd")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Path proc(ProcessHandle process) {
        return Path.of("/proc", Long.toString(process.pid()));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
