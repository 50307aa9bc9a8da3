package org.patchbay.lab;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.patchbay.lab.machine.Checkpoints;
import org.patchbay.lab.machine.LabMachine;
import org.patchbay.lab.machine.SavedMachine;
import org.patchbay.progress.LabRecord;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;

/** What is kept of one lab's machines: each as it was when a step was entered, and the one that sleeps. Thread-safe. */
final class KeptMachines {
    private final Checkpoints checkpoints;
    private final LabRecord lab;
    private final Profile profile;
    private final Path recordings;
    private final SolutionPlaybacks playbacks;
    /** One at a time: each of a step takes the place of the one before. */
    private final Lock taking = new ReentrantLock();

    /** The step that opened last. */
    private Optional<Entering> newest = Optional.empty();
    /** Whether no page has shown it yet. */
    private boolean awaited;
    /** Whether the learner has done something since it opened. */
    private volatile boolean touched;

    private record Entering(LabMachine machine, String step) {}

    /**
     * @param recordings where each of the lab's machines has a folder of its own
     * @param playbacks nothing is kept in the middle of one
     */
    KeptMachines(
            Checkpoints checkpoints, LabRecord lab, Profile profile, Path recordings, SolutionPlaybacks playbacks) {
        this.checkpoints = checkpoints;
        this.lab = lab;
        this.profile = profile;
        this.recordings = recordings;
        this.playbacks = playbacks;
    }

    /** The machine that entered the step, if it was kept. */
    Optional<SavedMachine> at(String step) {
        return checkpoints.of(lab, profile, step);
    }

    /**
     * Keeps the machine as it is when a step opens, in the background: nobody waits for it. Once: an answer and several
     * looks may tell of the same opening, the later ones when the learner has worked on.
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
     * A page shows the step that has opened. The first time, its machine is kept once more if they have worked on since
     * it opened: what they did before they turned to the step is theirs to come back to.
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

    /** The learner does something. Cheap enough for every key. */
    void touch() {
        touched = true;
    }

    private void keep(Entering entering) {
        Thread.ofVirtual().name("checkpoint-" + lab.id()).start(() -> {
            try {
                // Not in the middle of a line that nobody would ever end.
                playbacks.await();
                take(entering.machine().sandbox(), entering.step());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    Optional<SavedMachine> asleep() {
        return at(Checkpoints.ASLEEP);
    }

    /** Keeps the machine as the one that sleeps. Blocks for some tenths of a second; false if that can't be. */
    boolean sleep(Sandbox sandbox) throws InterruptedException {
        return take(sandbox, Checkpoints.ASLEEP);
    }

    /** None sleeps any more. */
    void awake() {
        checkpoints.forget(lab, Checkpoints.ASLEEP);
    }

    private boolean take(Sandbox sandbox, String as) throws InterruptedException {
        taking.lockInterruptibly();
        try {
            return checkpoints.take(
                    lab, as, sandbox, recordings.resolve(sandbox.id().value()));
        } finally {
            taking.unlock();
        }
    }
}
