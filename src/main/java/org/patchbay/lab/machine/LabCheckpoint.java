package org.patchbay.lab.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.patchbay.sandbox.Checkpoint;
import org.patchbay.sandbox.Engine;
import org.patchbay.sandbox.FileTree;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.SandboxException;

/**
 * A checkpoint with the positions of its terminals' recordings, at which they are continued.
 *
 * @param folder contains both; exists completely or not at all
 */
public record LabCheckpoint(Profile profile, Path folder) {
    private static final String POSITIONS = ".pos";
    private static final String CASTS = ".cast";

    public Checkpoint checkpoint() {
        return new Checkpoint(profile, folder.resolve("machine"));
    }

    /**
     * Saves a machine as it is now into the folder, which is empty. The recordings' positions come first: a recording only
     * grows, and what exceeds its position is cut when it is continued.
     *
     * @param from the machine's recordings
     */
    public void save(Engine engine, Sandbox sandbox, Path from)
            throws IOException, SandboxException, InterruptedException {
        copy(from, recordings());
        engine.save(sandbox, checkpoint().folder());
    }

    /** Copies the recordings to a restored machine's folder. */
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

    /** Whether it is still kept. */
    public boolean exists() {
        return Files.isDirectory(folder);
    }

    public void delete() throws IOException {
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
