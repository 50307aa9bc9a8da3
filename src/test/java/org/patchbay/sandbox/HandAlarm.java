package org.patchbay.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A clock that is moved by hand, and then runs the due tasks in order, on the caller's thread. */
public final class HandAlarm implements Scheduler {
    private final List<Due> dues = new ArrayList<>();
    private Instant now = Instant.parse("2024-11-24T17:00:00Z");

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized Runnable at(Instant time, Runnable task) {
        var due = new Due(time, task);
        dues.add(due);
        return () -> remove(due);
    }

    public void advance(Duration by) {
        var until = now().plus(by);
        for (var due = next(until); due != null; due = next(until)) {
            due.task.run();
        }
        synchronized (this) {
            now = until;
        }
    }

    private synchronized Due next(Instant until) {
        var next = dues.stream()
                .filter(due -> !due.time.isAfter(until))
                .min(Comparator.comparing(Due::time))
                .orElse(null);
        if (next != null) {
            dues.remove(next);
            now = next.time.isAfter(now) ? next.time : now;
        }
        return next;
    }

    private synchronized void remove(Due due) {
        dues.remove(due);
    }

    private record Due(Instant time, Runnable task) {}
}
