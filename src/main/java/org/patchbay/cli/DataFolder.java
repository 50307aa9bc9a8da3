package org.patchbay.cli;

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
record DataFolder(Path path) {
    /** What a template and the first machines take on disk. */
    private static final long NEEDED_MIB = 512;

    /** What stands in the way of a server here; empty if nothing does. Makes the folder. */
    Optional<String> obstacle() {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            return Optional.of(
                    "The data folder %s can't be made (%s). Give another with --data.".formatted(path, e.getMessage()));
        }
        if (!Files.isWritable(path)) {
            return Optional.of(
                    "The data folder %s can't be written to by this user. Give another with --data.".formatted(path));
        }
        long free = path.toFile().getUsableSpace() >> 20;
        if (free < NEEDED_MIB) {
            return Optional.of(
                    "The data folder %s has room for %d MiB, and %d MiB are needed.".formatted(path, free, NEEDED_MIB)
                            + " Make room there, or give another with --data.");
        }
        return inUse()
                ? Optional.of("Another Patchbay server uses the data folder %s. Stop it, or give another with --data."
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
