package org.patchbay.sandbox.qemu;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.SandboxException;
import org.patchbay.sandbox.UserKey;

/**
 * The templates on disk, each in a folder named by a digest of its inputs. A complete one is reused, otherwise it is
 * made again. One at a time; the caller holds a lock.
 */
final class Templates {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KERNEL_HEAD = 64 * 1024;
    private static final int USUAL_SECONDS = 15;
    private static final long SAVE_SECONDS = 60;
    /** Slot 0; learners' machines have the following ones. */
    private static final int USER_SLOT = 0;

    private final Path folder;
    private final Sockets sockets;
    private final ProcessIsolation isolation;
    private final Duration bootLimit;

    Templates(Path folder, Sockets sockets, ProcessIsolation isolation, Duration bootLimit) {
        this.folder = folder;
        this.sockets = sockets;
        this.isolation = isolation;
        this.bootLimit = bootLimit;
    }

    /** Loads the template, or makes it if it does not exist. */
    Template get(Profile profile, Image image, UserKey key, Accelerator accelerator, TemplateProgress progress)
            throws SandboxException, InterruptedException {
        try {
            var line = new CommandLine(accelerator, profile);
            var arguments = Boot.kernelArguments(profile, key);
            var path = folder.resolve(name(profile, image, line, arguments));
            var there = load(path, image, line, progress);
            if (there.isPresent()) {
                return there.get();
            }
            return make(path, profile, image, line, arguments, progress);
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException();
        } catch (IOException e) {
            throw new SandboxException(
                    "The %s template could not be made: %s".formatted(profile.key(), e.getMessage()), e);
        }
    }

    private String name(Profile profile, Image image, CommandLine line, String arguments) throws IOException {
        var program = Programs.find(CommandLine.PROGRAM);
        var ingredients = String.join(
                "\n",
                image.digest(),
                // A rebuilt image is in other places on the disk, which a template refers to.
                Files.getLastModifiedTime(image.base()).toString(),
                Long.toString(Files.size(program)),
                Files.getLastModifiedTime(program).toString(),
                String.join(" ", line.template(arguments, Boot.CONSOLE, OptionalInt.empty())));
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(ingredients.getBytes(StandardCharsets.UTF_8));
            return profile.key() + "-" + HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK lacks SHA-256", e);
        }
    }

    private Optional<Template> load(Path path, Image image, CommandLine line, TemplateProgress progress)
            throws IOException {
        if (!complete(path, line)) {
            return Optional.empty();
        }
        progress.report(TemplateProgressListener.Phase.LOAD, 0);
        Record record;
        try {
            record = JSON.readValue(Files.readString(recordIn(path)), Record.class);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        var memory = SealedMemory.create(path.getFileName().toString(), Files.size(Template.memoryIn(path)));
        memory.load(Template.memoryIn(path));
        memory.seal();
        progress.report(TemplateProgressListener.Phase.LOAD, 100);
        return Optional.of(
                new Template(path, memory, image.base(), line.accelerator(), line.profile(), record.hostKey));
    }

    private static boolean complete(Path path, CommandLine line) throws IOException {
        for (var file :
                List.of(recordIn(path), Template.stateIn(path), Template.overlayIn(path), Template.kernelIn(path))) {
            if (!Files.isRegularFile(file)) {
                return false;
            }
        }
        return Files.isRegularFile(Template.memoryIn(path))
                && Files.size(Template.memoryIn(path)) == line.memoryMiB() * 1024L * 1024;
    }

    private Template make(
            Path path, Profile profile, Image image, CommandLine line, String arguments, TemplateProgress progress)
            throws IOException, InterruptedException {
        int expected =
                Optional.ofNullable(anyRecord(profile)).map(Record::seconds).orElse(USUAL_SECONDS);
        removeAll(profile);
        var user = isolation.user(USER_SLOT);
        var machineFolder = MachineFolder.create(path.resolveSibling(path.getFileName() + ".new"), isolation, user);
        var memory = SealedMemory.create(path.getFileName().toString(), line.memoryMiB() * 1024L * 1024);
        try {
            var began = System.nanoTime();
            var qemu = new Boot(sockets, isolation)
                    .start(
                            machineFolder,
                            user,
                            image,
                            memory,
                            line.template(arguments, Boot.CONSOLE, OptionalInt.empty()),
                            line.accelerator());
            String hostKey;
            try (var agent = new AgentSerial(sockets.connect(machineFolder.run().resolve(CommandLine.LINE)))) {
                hostKey = awaitTemplate(agent, expected, progress);
                progress.report(TemplateProgressListener.Phase.SAVE, 0);
                saveState(qemu, Template.stateIn(machineFolder.path()));
            } catch (IOException e) {
                throw new IOException(e.getMessage() + consoleTail(machineFolder), e);
            } finally {
                qemu.end();
            }
            progress.report(TemplateProgressListener.Phase.SAVE, 30);
            memory.seal();
            memory.save(Template.memoryIn(machineFolder.path()));
            int seconds = (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
            keep(machineFolder, image, new Record(hostKey, seconds));
            Files.move(machineFolder.path(), path, StandardCopyOption.ATOMIC_MOVE);
            progress.report(TemplateProgressListener.Phase.SAVE, 100);
            return new Template(path, memory, image.base(), line.accelerator(), line.profile(), hostKey);
        } catch (IOException | InterruptedException | RuntimeException e) {
            memory.close();
            machineFolder.delete();
            throw e;
        }
    }

    private String awaitTemplate(AgentSerial agent, int expectedSeconds, TemplateProgress progress)
            throws IOException, InterruptedException {
        var waiting = new FutureTask<>(() -> agent.awaitTemplate(bootLimit));
        Thread.ofVirtual().name("template").start(waiting);
        var began = System.nanoTime();
        while (true) {
            var elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            progress.report(TemplateProgressListener.Phase.BOOT, (int)
                    Math.min(99, elapsed / (10L * Math.max(1, expectedSeconds))));
            try {
                // Waits for the machine's report; the limit only paces the progress updates.
                return waiting.get(200, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                continue;
            } catch (ExecutionException e) {
                throw new IOException(e.getCause().getMessage(), e);
            }
        }
    }

    private void saveState(LaunchedQemu qemu, Path state) throws IOException, InterruptedException {
        var migrated = qemu.qmp().prepareMigration(true);
        try (var server = sockets.listen(qemu.folder().run().resolve(CommandLine.STATE))) {
            qemu.qmp().execute("migrate", Map.of("uri", "unix:" + CommandLine.STATE));
            try (var connection = server.accept();
                    var in = Channels.newInputStream(connection)) {
                Files.copy(in, state);
            }
        }
        try {
            migrated.get(SAVE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the machine's state could not be saved", e);
        }
    }

    private void keep(MachineFolder machine, Image image, Record record) throws IOException {
        var overlay = Template.overlayIn(machine.path());
        Files.move(machine.run().resolve(CommandLine.OVERLAY), overlay);
        isolation.takeBack(overlay);
        new MachineFolder(machine.run()).delete();
        try (var kernel = Files.newInputStream(image.kernel())) {
            Files.write(Template.kernelIn(machine.path()), kernel.readNBytes(KERNEL_HEAD));
        }
        // The only file that a clone opens again by itself, as another user.
        Files.setPosixFilePermissions(Template.kernelIn(machine.path()), PosixFilePermissions.fromString("rw-r--r--"));
        Files.deleteIfExists(machine.processFile());
        Files.writeString(recordIn(machine.path()), JSON.writeValueAsString(record));
    }

    private static String consoleTail(MachineFolder folder) {
        try {
            var console = Files.readString(folder.run().resolve(Boot.CONSOLE), StandardCharsets.ISO_8859_1)
                    .strip();
            var tail = console.substring(Math.max(0, console.length() - 1500));
            return tail.isEmpty() ? "; its console is empty" : "; the end of its console:\n" + tail;
        } catch (IOException e) {
            return "";
        }
    }

    private Record anyRecord(Profile profile) throws IOException {
        for (var path : ofProfile(profile)) {
            if (Files.isRegularFile(recordIn(path))) {
                try {
                    return JSON.readValue(Files.readString(recordIn(path)), Record.class);
                } catch (JsonProcessingException e) {
                    continue;
                }
            }
        }
        return null;
    }

    private void removeAll(Profile profile) throws IOException, InterruptedException {
        for (var path : ofProfile(profile)) {
            var folder = new MachineFolder(path);
            var begun = folder.process();
            // A server that was killed while it made a template may have left its machine.
            if (begun.isPresent() && begun.get().alive()) {
                begun.get().kill();
            }
            folder.delete();
        }
    }

    private List<Path> ofProfile(Profile profile) throws IOException {
        try (var all = Files.list(folder)) {
            return all.filter(path -> path.getFileName().toString().startsWith(profile.key() + "-"))
                    .toList();
        }
    }

    private static Path recordIn(Path path) {
        return path.resolve("template.json");
    }

    /** @param seconds that it took to make */
    private record Record(String hostKey, int seconds) {}
}
