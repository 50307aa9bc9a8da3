package org.patchbay.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The server's data folder, validated before the start, so that a problem gives one clear message. */
public record DataFolder(Path path) {
    /** What a template and the first machines need on disk. */
    private static final long NEEDED_MIB = 512;

    /** Why a server can't use this folder; empty if it can. Creates the folder. */
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

    /** Tests the lock that an engine holds while it lives. */
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
