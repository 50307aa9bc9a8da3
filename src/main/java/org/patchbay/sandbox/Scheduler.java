package org.patchbay.sandbox;

import java.time.Instant;

/** A clock with a timer. Thread-safe. */
public interface Scheduler {
    /** The current time; never goes backwards. */
    Instant now();

    /**
     * Runs the task once, on its own thread, as soon as {@link #now()} has reached the time.
     *
     * @return cancels the task if it has not begun yet
     */
    Runnable at(Instant time, Runnable task);
}
