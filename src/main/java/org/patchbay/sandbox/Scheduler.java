package org.patchbay.sandbox;

import java.time.Instant;

/** A clock and the timer that goes with it. Safe for use by several threads. */
public interface Scheduler {
    /** Now; never goes backwards. */
    Instant now();

    /**
     * Runs the task once, on a thread of its own, as soon as {@link #now()} has reached the time.
     *
     * @return takes the task back if it has not begun yet
     */
    Runnable at(Instant time, Runnable task);
}
