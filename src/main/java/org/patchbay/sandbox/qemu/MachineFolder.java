package org.patchbay.sandbox.qemu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.sandbox.FileTree;

/**
 * The files of one machine. The folder is the server's; the machine's user may write to {@code run} only.
 *
 * @param path the folder
 */
record MachineFolder(Path path) {
    private static final int LOG_TAIL = 2000;

    /** @throws java.nio.file.FileAlreadyExistsException if there is one of that name */
    static MachineFolder create(Path path, ProcessIsolation isolation, OptionalInt user) throws IOException {
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectory(path, mode);
        var folder = new MachineFolder(path);
        Files.createDirectory(folder.run(), mode);
        isolation.give(folder.run(), user);
        return folder;
    }

    /** The machine's working folder. */
    Path run() {
        return path.resolve("run");
    }

    /** Identifies the process; written before it becomes QEMU. */
    Path processFile() {
        return path.resolve("process");
    }

    /** Information for a later server process; exists once the machine is ready. */
    Path recordFile() {
        return path.resolve("sandbox.json");
    }

    /** QEMU's output. */
    Path log() {
        return path.resolve("qemu.log");
    }

    /** @throws IOException if it can't be determined */
    Optional<MachineProcess> process() throws IOException {
        try {
            return MachineProcess.parse(Files.readString(processFile()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The end of QEMU's output, for an error message. */
    String complaint() {
        try {
            var said = Files.readString(log(), StandardCharsets.ISO_8859_1).strip();
            return said.length() > LOG_TAIL ? said.substring(said.length() - LOG_TAIL) : said;
        } catch (IOException e) {
            return "";
        }
    }

    /** Deletes the folder with its content; links are deleted, not followed. */
    void delete() throws IOException {
        FileTree.delete(path);
    }
}
