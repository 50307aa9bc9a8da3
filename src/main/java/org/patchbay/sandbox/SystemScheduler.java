package org.patchbay.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The machine's monotonic clock: a corrected wall clock neither ends a sandbox early nor keeps one for ever. */
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

    /** Forgets all that has not begun. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
