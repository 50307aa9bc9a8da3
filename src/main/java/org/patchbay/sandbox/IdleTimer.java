package org.patchbay.sandbox;

import java.time.Duration;
import java.time.Instant;

/** The idle timer of one sandbox. Thread-safe. */
public final class IdleTimer implements AutoCloseable {
    private enum State {
        USED,
        WARNED,
        OVER
    }

    private final Duration idle;
    private final Duration warning;
    private final Scheduler scheduler;
    private final IdleTimers.Listener listener;
    private volatile Instant touched;
    private volatile State state = State.USED;
    private Runnable cancel = () -> {};

    IdleTimer(Duration idle, Duration warning, Scheduler scheduler, IdleTimers.Listener listener) {
        this.idle = idle;
        this.warning = warning;
        this.scheduler = scheduler;
        this.listener = listener;
        this.touched = scheduler.now();
        synchronized (this) {
            rearm();
        }
    }

    /** Records activity. Cheap enough for every key press: no lock and no timer unless a warning is pending. */
    public void touch() {
        touched = scheduler.now();
        if (state == State.WARNED) {
            resume();
        }
    }

    /** Stops the timer; the listener is not called again, except for a call that is in progress. */
    @Override
    public synchronized void close() {
        state = State.OVER;
        cancel.run();
    }

    private void resume() {
        synchronized (this) {
            if (state != State.WARNED) {
                return;
            }
            state = State.USED;
            rearm();
        }
        listener.resumed();
    }

    /** Called by the scheduler. The time may not have come yet, because a touch does not move the scheduled call. */
    private void look() {
        Runnable news;
        synchronized (this) {
            var left = Duration.between(scheduler.now(), touched.plus(idle));
            news = switch (state) {
                case OVER -> () -> {};
                case USED -> left.compareTo(warning) > 0 ? rearm() : left.isPositive() ? warn(left) : expire();
                case WARNED -> left.isPositive() ? this::resume : expire();
            };
        }
        news.run();
    }

    private Runnable rearm() {
        cancel.run();
        cancel = scheduler.at(touched.plus(idle).minus(warning), this::look);
        return () -> {};
    }

    private Runnable warn(Duration left) {
        state = State.WARNED;
        cancel = scheduler.at(touched.plus(idle), this::look);
        return () -> listener.warned(left);
    }

    private Runnable expire() {
        state = State.OVER;
        return listener::expired;
    }
}
