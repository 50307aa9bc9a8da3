package org.patchbay.lab;

import java.nio.file.Path;
import java.util.Optional;
import org.patchbay.progress.LabRecord;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;

/** What is kept of one lab's machines: each as it was when a step was entered, and the one that sleeps. Thread-safe. */
final class KeptMachines {
    private final Checkpoints checkpoints;
    private final LabRecord lab;
    private final Profile profile;
    private final Path recordings;
    private final Demonstrations demonstrations;
    private Optional<Entering> newest = Optional.empty();

    private record Entering(Machine machine, String step) {}

    /**
     * @param recordings where each of the lab's machines has a folder of its own
     * @param demonstrations nothing is kept in the middle of one
     */
    KeptMachines(
            Checkpoints checkpoints, LabRecord lab, Profile profile, Path recordings, Demonstrations demonstrations) {
        this.checkpoints = checkpoints;
        this.lab = lab;
        this.profile = profile;
        this.recordings = recordings;
        this.demonstrations = demonstrations;
    }

    /** The machine that entered the step, if it was kept. */
    Optional<SavedMachine> at(String step) {
        return checkpoints.of(lab, profile, step);
    }

    /**
     * Keeps the machine as it is when a step is entered, in the background: nobody waits for it. Once: an answer and several
     * looks may tell of the same entering, the later ones when the learner has worked on.
     */
    void enters(Machine machine, String step) {
        Optional<Entering> entering = Optional.of(new Entering(machine, step));
        synchronized (this) {
            if (entering.equals(newest)) {
                return;
            }
            newest = entering;
        }
        Thread.ofVirtual().name("checkpoint-" + lab.id()).start(() -> {
            try {
                // Not in the middle of a line that nobody would ever end.
                demonstrations.await();
                take(machine, step);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    Optional<SavedMachine> asleep() {
        return at(Checkpoints.ASLEEP);
    }

    /** Keeps the machine as the one that sleeps. Blocks for some tenths of a second; false if that can't be. */
    boolean sleep(Machine machine) throws InterruptedException {
        return take(machine, Checkpoints.ASLEEP);
    }

    /** None sleeps any more. */
    void awake() {
        checkpoints.forget(lab, Checkpoints.ASLEEP);
    }

    private boolean take(Machine machine, String as) throws InterruptedException {
        Sandbox sandbox = machine.sandbox();
        return checkpoints.take(
                lab, as, sandbox, recordings.resolve(sandbox.id().value()));
    }
}
