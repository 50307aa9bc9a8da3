package org.patchbay.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The folder that a server keeps everything in, looked at before anything is started, so that what is wrong with it is
 * one sentence and not a failure somewhere inside.
 */
public record DataFolder(Path path) {
    /** What a template and the first machines take on disk. */
    private static final long NEEDED_MIB = 512;

    /** What stands in the way of a server here; empty if nothing does. Makes the folder. */
    public Optional<String> obstacle() {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            return Optional.of("Cannot create the data folder %s (%s). Choose another with --data."
                    .formatted(path, e.getMessage()));
        }
        if (!Files.isWritable(path)) {
            return Optional.of(
                    "This user cannot write to the data folder %s. Choose another with --data.".formatted(path));
        }
        long free = path.toFile().getUsableSpace() >> 20;
        if (free < NEEDED_MIB) {
            return Optional.of(
                    "The data folder %s has %d MiB free, but %d MiB are needed.".formatted(path, free, NEEDED_MIB)
                            + " Make room there, or give another with --data.");
        }
        return inUse()
                ? Optional.of(
                        "Another Patchbay server is using the data folder %s. Stop it, or choose another with --data."
                                .formatted(path))
                : Optional.empty();
    }

    /** The engine holds this lock for as long as it lives. */
    private boolean inUse() {
        Path file = path.resolve("lock");
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            return lock == null;
        } catch (IOException | OverlappingFileLockException e) {
            return true;
        }
    }
}
