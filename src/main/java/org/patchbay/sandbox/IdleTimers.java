package org.patchbay.sandbox;

import java.time.Duration;

/** Creates timers that warn of inactivity and then report it; their listeners decide what happens. Thread-safe. */
public final class IdleTimers {
    private final Duration idle;
    private final Duration warning;
    private final Scheduler scheduler;

    public IdleTimers(SandboxSettings settings, Scheduler scheduler) {
        this.idle = settings.idle();
        this.warning = settings.warning();
        this.scheduler = scheduler;
    }

    /** Starts the timer of one sandbox, as if it had just been touched. */
    public IdleTimer start(Listener listener) {
        return new IdleTimer(idle, warning, scheduler, listener);
    }

    /** What a timer reports. Called on threads of the scheduler, and {@code resumed} on the thread that touches. */
    public interface Listener {
        /** The sandbox has been idle for long: it will end after the remaining time, unless it is touched. */
        void warned(Duration left);

        /** It was touched after a warning. */
        void resumed();

        /** The time is over: the listener must end the sandbox. No further calls. */
        void expired();
    }
}
