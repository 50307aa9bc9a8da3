package org.patchbay.sandbox;

import java.time.Duration;

/** Creates timers that warn of inactivity and then report it; their listeners decide what happens. Thread-safe. */
public final class IdleReaper {
    private final Duration idle;
    private final Duration warning;
    private final Scheduler scheduler;

    public IdleReaper(SandboxSettings settings, Scheduler scheduler) {
        this.idle = settings.idle();
        this.warning = settings.warning();
        this.scheduler = scheduler;
    }

    /** Watches one sandbox from now on, as if it had just been touched. */
    public IdleTimer watch(Listener listener) {
        return new IdleTimer(idle, warning, scheduler, listener);
    }

    /** What its user is told. Called on threads of the alarm, and {@code resumed} on the thread that touches. */
    public interface Listener {
        /** Nobody has touched it for long: it ends after what is left, unless it is touched. */
        void warned(Duration left);

        /** Touched after a warning. */
        void resumed();

        /** The time is over: the listener ends it. Nothing follows. */
        void expired();
    }
}
