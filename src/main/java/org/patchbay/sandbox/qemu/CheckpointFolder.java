package org.patchbay.sandbox.qemu;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The files of a checkpoint.
 *
 * @param path the folder
 */
record CheckpointFolder(Path path) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The devices' state, and the memory that differs from the template's. */
    Path state() {
        return path.resolve("state");
    }

    Path overlay() {
        return path.resolve(CommandLine.OVERLAY);
    }

    /** Written last: without it the checkpoint is incomplete. */
    void write(Record record) throws IOException {
        var fresh = path.resolve("checkpoint.json.new");
        Files.writeString(fresh, JSON.writeValueAsString(record));
        Files.move(fresh, recordFile(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** @throws IOException if it is no checkpoint, or a damaged one */
    Record read() throws IOException {
        return JSON.readValue(Files.readString(recordFile()), Record.class);
    }

    private Path recordFile() {
        return path.resolve("checkpoint.json");
    }

    /**
     * @param hostKey its template's, unique among templates
     * @param hostname the machine's host name
     */
    record Record(String hostKey, String hostname) {}
}
