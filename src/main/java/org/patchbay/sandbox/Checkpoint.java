package org.patchbay.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A saved machine: the part of its memory and disk that differs from its template, and its devices' state. Can be
 * restored only by an engine with the same data folder, while the template that it was cloned from exists.
 *
 * @param profile what the machine was prepared for
 * @param folder contains only the checkpoint
 */
public record Checkpoint(Profile profile, Path folder) {
    /** The size on disk, in bytes; 0 if it was deleted. */
    public long bytes() throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        long bytes = 0;
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    /** Deletes it; a second call does nothing. */
    public void delete() throws IOException {
        FileTree.delete(folder);
    }
}
