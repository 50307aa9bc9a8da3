package org.patchbay.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A machine as it was at one moment: what its memory and disk have that its template's have not, and the state of its
 * devices. Of use only to the engine that saved it and those after it over the same data folder, and only for as long as
 * they have the template that the machine was a clone of.
 *
 * @param profile what the machine was prepared for
 * @param folder where it lies; nothing else does
 */
public record Checkpoint(Profile profile, Path folder) {
    /** How much it takes on the disk, in bytes; 0 if it is gone. */
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

    /** Removes it; nothing happens if it is gone already. */
    public void delete() throws IOException {
        FileTree.delete(folder);
    }
}
