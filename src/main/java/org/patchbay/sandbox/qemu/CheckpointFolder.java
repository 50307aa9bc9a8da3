package org.patchbay.sandbox.qemu;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What a saved machine has on disk.
 *
 * @param path the folder
 */
record CheckpointFolder(Path path) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The state of its devices, and its memory where that differs from the template's. */
    Path state() {
        return path.resolve("state");
    }

    Path overlay() {
        return path.resolve(CommandLine.OVERLAY);
    }

    /** Written last: without it there is no checkpoint. */
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
     * @param hostKey its template's, which no other template has
     * @param hostname what it calls itself
     */
    record Record(String hostKey, String hostname) {}
}
