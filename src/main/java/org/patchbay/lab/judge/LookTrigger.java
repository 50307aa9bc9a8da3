package org.patchbay.lab.judge;

import java.time.Duration;
import java.util.Optional;
import org.patchbay.sandbox.Scheduler;

/**
 * When a machine is to be looked at: once for whatever has happened since the last look began, and not again for a change
 * that this look has shown, though it is told of later. Thread-safe; one at a time waits.
 */
final class LookTrigger {
    /** How long a command that has begun is given to end: most do, and then one look at what came of them is enough. */
    static final Duration BEGUN = Duration.ofMillis(500);

    private final Scheduler scheduler;
    private boolean asked = true;
    private boolean closed;
    /** The newest change that was told of, and the newest that is in a look, or was told of before one. */
    private long told;

    private long shown;
    /** Takes back the look that a command's beginning wants, if that is still to come. */
    private Optional<Runnable> later = Optional.empty();

    LookTrigger(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Something has happened. */
    synchronized void look() {
        asked = true;
        notifyAll();
    }

    /**
     * The network has changed; a look that is under way may turn out to show it.
     *
     * @param count as {@link org.patchbay.probe.ProbeListener#changed} has it
     */
    synchronized void changed(long count) {
        if (count == 0) {
            // Whoever counts may have begun anew, as the agent does when it is started again.
            told = 0;
            shown = 0;
            look();
        } else {
            told = Math.max(told, count);
            notifyAll();
        }
    }

    /** A command has begun: that is worth a look in a moment, unless there is another before. */
    synchronized void began() {
        if (later.isEmpty() && !due()) {
            later = Optional.of(scheduler.at(scheduler.now().plus(BEGUN), this::look));
        }
    }

    /**
     * A look has ended.
     *
     * @param changes as {@link org.patchbay.probe.Look#changes} has it
     */
    synchronized void shown(long changes) {
        shown = Math.max(shown, changes);
    }

    /** Whether there is a reason to look. */
    synchronized boolean due() {
        return asked || told > shown;
    }

    /** Waits until a look is due, which is then taken as begun; false when there is to be none any more. */
    synchronized boolean await() throws InterruptedException {
        while (!due() && !closed) {
            wait();
        }
        asked = false;
        // Also where the look fails: what was told of before it is not told of again.
        shown = Math.max(shown, told);
        forgetLater();
        return !closed;
    }

    /** Nobody is to look any more. */
    synchronized void close() {
        closed = true;
        forgetLater();
        notifyAll();
    }

    private void forgetLater() {
        later.ifPresent(Runnable::run);
        later = Optional.empty();
    }
}
