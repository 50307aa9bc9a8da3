package org.patchbay.lab.judge;

import java.time.Duration;
import java.util.Optional;
import org.patchbay.sandbox.Scheduler;

/**
 * Decides when to look at a machine: once for all events since the last look began, and not for changes that this look
 * included, even if they are reported later. Thread-safe; one thread waits at a time.
 */
final class LookTrigger {
    /** How long a new command has to end: most do, and one look afterwards is enough. */
    static final Duration BEGUN = Duration.ofMillis(500);

    private final Scheduler scheduler;
    private boolean asked = true;
    private boolean closed;
    /** The newest reported change, and the newest that a look included or that was reported before it. */
    private long told;

    private long shown;
    /** Cancels the look scheduled for a command's start. */
    private Optional<Runnable> later = Optional.empty();

    LookTrigger(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** An event occurred. */
    synchronized void look() {
        asked = true;
        notifyAll();
    }

    /**
     * The network has changed; a look in progress may include it.
     *
     * @param count as in {@link org.patchbay.probe.ProbeListener#changed}
     */
    synchronized void changed(long count) {
        if (count == 0) {
            // The agent was restarted and counts from the start.
            told = 0;
            shown = 0;
            look();
        } else {
            told = Math.max(told, count);
            notifyAll();
        }
    }

    /** A command has begun: look after a moment, unless there is a look before. */
    synchronized void began() {
        if (later.isEmpty() && !due()) {
            later = Optional.of(scheduler.at(scheduler.now().plus(BEGUN), this::look));
        }
    }

    /**
     * A look has ended.
     *
     * @param changes as in {@link org.patchbay.probe.Look#changes}
     */
    synchronized void shown(long changes) {
        shown = Math.max(shown, changes);
    }

    /** Whether there is a reason to look. */
    synchronized boolean due() {
        return asked || told > shown;
    }

    /** Waits until a look is due and marks it as begun; false if closed. */
    synchronized boolean await() throws InterruptedException {
        while (!due() && !closed) {
            wait();
        }
        asked = false;
        // Also if the look fails: changes reported before it are not reported again.
        shown = Math.max(shown, told);
        forgetLater();
        return !closed;
    }

    /** Ends all looks. */
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
