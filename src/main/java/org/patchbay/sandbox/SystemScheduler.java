package org.patchbay.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A scheduler on the monotonic clock, so that corrections of the wall clock don't change a sandbox's time. */
public final class SystemScheduler implements Scheduler, AutoCloseable {
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("alarm").factory());

    public SystemScheduler() {
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Instant now() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }

    @Override
    public Runnable at(Instant time, Runnable task) {
        long nanos = Math.max(0, Duration.between(now(), time).toNanos());
        var scheduled = timer.schedule(() -> Thread.ofVirtual().name("alarm").start(task), nanos, TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    /** Cancels all tasks that have not begun. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
