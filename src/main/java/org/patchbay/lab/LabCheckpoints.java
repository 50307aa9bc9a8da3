package org.patchbay.lab;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.patchbay.lab.machine.CheckpointStore;
import org.patchbay.lab.machine.LabCheckpoint;
import org.patchbay.lab.machine.LabMachine;
import org.patchbay.progress.LabRecord;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;

/** The checkpoints of one lab: the machine at the entry of each step, and the sleeping one. Thread-safe. */
final class LabCheckpoints {
    private final CheckpointStore checkpoints;
    private final LabRecord lab;
    private final Profile profile;
    private final Path recordings;
    private final SolutionPlaybacks playbacks;
    /** One save at a time: a step's checkpoint replaces its previous one. */
    private final Lock taking = new ReentrantLock();

    /** The step that was opened last. */
    private Optional<Entering> newest = Optional.empty();
    /** Whether no page has shown it yet. */
    private boolean awaited;
    /** Whether the learner has done anything since it opened. */
    private volatile boolean touched;

    private record Entering(LabMachine machine, String step) {}

    /**
     * @param recordings the folder with one folder per machine
     * @param playbacks nothing is saved during one
     */
    LabCheckpoints(
            CheckpointStore checkpoints, LabRecord lab, Profile profile, Path recordings, SolutionPlaybacks playbacks) {
        this.checkpoints = checkpoints;
        this.lab = lab;
        this.profile = profile;
        this.recordings = recordings;
        this.playbacks = playbacks;
    }

    /** The checkpoint of a step, if it exists. */
    Optional<LabCheckpoint> at(String step) {
        return checkpoints.of(lab, profile, step);
    }

    /**
     * Saves the machine in the background when a step opens. Once per step: several looks may report the same opening,
     * later ones after further work.
     */
    void opens(LabMachine machine, String step) {
        Entering entering = new Entering(machine, step);
        synchronized (this) {
            if (newest.equals(Optional.of(entering))) {
                return;
            }
            newest = Optional.of(entering);
            awaited = true;
            touched = false;
        }
        keep(entering);
    }

    /**
     * Called when a page shows the opened step. The first time, the machine is saved again if the learner has worked
     * since, so that this work is kept by a rewind.
     */
    void shown(LabMachine machine, String step) {
        Entering entering = new Entering(machine, step);
        synchronized (this) {
            if (!awaited || !newest.equals(Optional.of(entering))) {
                return;
            }
            awaited = false;
            if (!touched) {
                return;
            }
        }
        keep(entering);
    }

    /** Records that the learner did something. Cheap enough for every key. */
    void touch() {
        touched = true;
    }

    private void keep(Entering entering) {
        Thread.ofVirtual().name("checkpoint-" + lab.id()).start(() -> {
            try {
                // A playback must not be saved halfway.
                playbacks.await();
                take(entering.machine().sandbox(), entering.step());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    Optional<LabCheckpoint> asleep() {
        return at(CheckpointStore.ASLEEP);
    }

    /** Saves the machine as the sleeping one. Blocks for some tenths of a second; false on failure. */
    boolean sleep(Sandbox sandbox) throws InterruptedException {
        return take(sandbox, CheckpointStore.ASLEEP);
    }

    /** Deletes the sleeping machine. */
    void awake() {
        checkpoints.forget(lab, CheckpointStore.ASLEEP);
    }

    /**
     * Keeps a machine that is about to be left, as it is. Blocks for some tenths of a second.
     *
     * @param next the one that takes its place, which stays
     * @return empty if that can't be
     */
    Optional<LabCheckpoint> leave(LabMachine machine, Optional<LabCheckpoint> next) throws InterruptedException {
        String as = CheckpointStore.LEFT.stream()
                .filter(place -> next.isEmpty() || !next.equals(at(place)))
                .findFirst()
                .orElseThrow();
        return take(machine.sandbox(), as, next) ? at(as) : Optional.empty();
    }

    private boolean take(Sandbox sandbox, String as) throws InterruptedException {
        return take(sandbox, as, Optional.empty());
    }

    private boolean take(Sandbox sandbox, String as, Optional<LabCheckpoint> spared) throws InterruptedException {
        taking.lockInterruptibly();
        try {
            return checkpoints.take(
                    lab, as, sandbox, recordings.resolve(sandbox.id().value()), spared);
        } finally {
            taking.unlock();
        }
    }
}
