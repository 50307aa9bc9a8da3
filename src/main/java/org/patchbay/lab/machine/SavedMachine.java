package org.patchbay.lab.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.patchbay.sandbox.Checkpoint;
import org.patchbay.sandbox.FileTree;
import org.patchbay.sandbox.Profile;

/**
 * A machine that was saved, and with it how far its terminals had been recorded: what goes on from there is recorded from
 * there.
 *
 * @param folder where both lie; it is there with all of it or not at all
 */
public record SavedMachine(Profile profile, Path folder) {
    private static final String POSITIONS = ".pos";
    private static final String CASTS = ".cast";

    public Checkpoint checkpoint() {
        return new Checkpoint(profile, folder.resolve("machine"));
    }

    /**
     * Keeps the recordings as they are now. The positions first: a recording only grows, and what it has beyond its
     * position is cut when it is continued.
     */
    void keepRecordings(Path from) throws IOException {
        copy(from, recordings());
    }

    /** Puts the recordings where those of a restored machine are continued. */
    public void layRecordings(Path to) throws IOException {
        copy(recordings(), to);
    }

    long bytes() throws IOException {
        long bytes = checkpoint().bytes();
        for (Path file : files(recordings())) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    void delete() throws IOException {
        FileTree.delete(folder);
    }

    private Path recordings() {
        return folder.resolve("recordings");
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path position : files(from)) {
            String name = position.getFileName().toString();
            if (name.endsWith(POSITIONS)) {
                Path cast = Path.of(name.substring(0, name.length() - POSITIONS.length()) + CASTS);
                Files.copy(position, to.resolve(name));
                Files.copy(from.resolve(cast), to.resolve(cast));
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
