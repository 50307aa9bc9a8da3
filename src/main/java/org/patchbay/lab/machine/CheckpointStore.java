package org.patchbay.lab.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.patchbay.progress.LabRecord;
import org.patchbay.sandbox.Engine;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.SandboxException;

/**
 * The checkpoints of all labs, one per entered step. Limited per learner; the oldest are deleted first. A missing one
 * is replaced by a new machine and the solutions. Thread-safe.
 */
public final class CheckpointStore {
    /** About forty of a machine with profile net, at 6 MiB each, or three of one with a running container. */
    public static final int USUAL_QUOTA_MIB = 256;

    private static final Logger LOG = Logger.getLogger(CheckpointStore.class);
    private static final String UNFINISHED = ".new";
    /** Name of the sleeping machine in place of a step's; no step has it. */
    public static final String ASLEEP = "_asleep";
    /** Likewise: the machine before a rewind, and the one before that rewind was undone. */
    public static final List<String> LEFT = List.of("_left-1", "_left-2");

    private final Engine engine;
    private final Path folder;
    private final long quota;
    private final Object lock = new Object();

    /**
     * @param quotaMib limit per learner in MiB, at least 1
     * @throws IllegalArgumentException if it is less
     */
    public CheckpointStore(Engine engine, Path folder, int quotaMib) {
        if (quotaMib < 1) {
            throw new IllegalArgumentException("A learner's kept machines may take at least 1 MiB, not " + quotaMib);
        }
        this.engine = engine;
        this.folder = folder;
        this.quota = quotaMib * 1024L * 1024;
    }

    /**
     * Saves the machine, in place of the step's previous checkpoint. Blocks for some tenths of a second.
     *
     * @param recordings of that machine
     * @return false if that failed, or its size exceeds the limit; earlier checkpoints are then kept
     */
    public boolean take(LabRecord lab, String step, Sandbox sandbox, Path recordings) throws InterruptedException {
        return take(lab, step, sandbox, recordings, Optional.empty());
    }

    /**
     * Like {@link #take(LabRecord, String, Sandbox, Path)}.
     *
     * @param spared is not deleted, even if it is the oldest
     */
    public boolean take(LabRecord lab, String step, Sandbox sandbox, Path recordings, Optional<LabCheckpoint> spared)
            throws InterruptedException {
        Profile profile = sandbox.profile();
        Path to = place(lab, step);
        LabCheckpoint fresh = new LabCheckpoint(profile, to.resolveSibling(step + UNFINISHED));
        try {
            synchronized (lock) {
                fresh.delete();
                Files.createDirectories(fresh.folder());
            }
            long began = System.nanoTime();
            fresh.save(engine, sandbox, recordings);
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            long bytes = fresh.bytes();
            if (bytes + bytes(spared) > quota) {
                throw new IOException("it takes %d MiB, which is more than is kept".formatted(bytes / 1024 / 1024));
            }
            synchronized (lock) {
                new LabCheckpoint(profile, to).delete();
                Files.move(fresh.folder(), to, StandardCopyOption.ATOMIC_MOVE);
                keepWithin(folder.resolve(lab.learner().value()), to, spared);
                LOG.infof(
                        "Saved a checkpoint of lab %s at step %s: %d KiB in %d ms", lab.id(), step, bytes / 1024, took);
            }
            return true;
        } catch (IOException | SandboxException e) {
            if (step.equals(ASLEEP)) {
                LOG.warnf(
                        "Failed to save the machine of lab %s before ending it; the lab continues with a new one: %s",
                        lab.id(), e.getMessage());
            } else {
                LOG.warnf("Failed to save a checkpoint of lab %s at step %s: %s", lab.id(), step, e.getMessage());
            }
            discard(fresh);
            return false;
        }
    }

    /** The checkpoint of a step, if it exists. */
    public Optional<LabCheckpoint> of(LabRecord lab, Profile profile, String step) {
        return Optional.of(new LabCheckpoint(profile, place(lab, step))).filter(LabCheckpoint::exists);
    }

    /** Whether a machine of the lab is kept that was put to sleep. */
    public boolean sleeps(LabRecord lab) {
        return whole(place(lab, ASLEEP)).exists();
    }

    /** Deletes a step's checkpoint. */
    public void forget(LabRecord lab, String step) {
        synchronized (lock) {
            discard(whole(place(lab, step)));
        }
    }

    /** Deletes all checkpoints of a lab. */
    public void forget(LabRecord lab) {
        synchronized (lock) {
            discard(whole(place(lab)));
        }
    }

    /** Deletes the checkpoints of all other labs, and what only an earlier server could have completed or undone. */
    public void forgetOthers(List<LabRecord> labs) {
        Set<Path> known = Set.copyOf(labs.stream().map(this::place).toList());
        synchronized (lock) {
            try {
                for (Path learner : list(folder)) {
                    for (Path lab : list(learner)) {
                        if (!known.contains(lab)) {
                            discard(whole(lab));
                        } else {
                            list(lab).stream()
                                    .filter(step -> unfinished(step) || left(step))
                                    .forEach(step -> discard(whole(step)));
                        }
                    }
                }
            } catch (IOException e) {
                LOG.warnf("Failed to delete the files of ended labs: %s", e.getMessage());
            }
        }
    }

    private record Kept(LabCheckpoint saved, FileTime at, long bytes) {}

    private void keepWithin(Path learner, Path newest, Optional<LabCheckpoint> spared) throws IOException {
        List<Kept> kept = new ArrayList<>();
        for (Path lab : list(learner)) {
            for (Path step : list(lab)) {
                boolean stays = step.equals(newest)
                        || spared.filter(saved -> saved.folder().equals(step)).isPresent();
                if (!stays && !unfinished(step)) {
                    LabCheckpoint saved = whole(step);
                    kept.add(new Kept(saved, Files.getLastModifiedTime(step), saved.bytes()));
                }
            }
        }
        kept.sort(Comparator.comparing(Kept::at));
        long all = whole(newest).bytes()
                + bytes(spared)
                + kept.stream().mapToLong(Kept::bytes).sum();
        for (Kept oldest : kept) {
            if (all <= quota) {
                return;
            }
            oldest.saved().delete();
            all -= oldest.bytes();
        }
    }

    private static long bytes(Optional<LabCheckpoint> saved) throws IOException {
        return saved.isPresent() ? saved.get().bytes() : 0;
    }

    private static boolean left(Path step) {
        return LEFT.contains(step.getFileName().toString());
    }

    private static boolean unfinished(Path step) {
        return step.getFileName().toString().endsWith(UNFINISHED);
    }

    private Path place(LabRecord lab, String step) {
        return place(lab).resolve(step);
    }

    private Path place(LabRecord lab) {
        return folder.resolve(lab.learner().value()).resolve(lab.id().value());
    }

    /** With an arbitrary profile, which does not matter for size and deletion. */
    private static LabCheckpoint whole(Path place) {
        return new LabCheckpoint(Profile.NET, place);
    }

    private static void discard(LabCheckpoint saved) {
        try {
            saved.delete();
        } catch (IOException e) {
            LOG.warnf("Failed to delete a saved machine: %s", e.getMessage());
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var there = Files.list(folder)) {
            return there.filter(Files::isDirectory).toList();
        }
    }
}
