package org.patchbay.lab.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/**
 * Limits how many labs reconnect at once to machines of an earlier server process; labs with an open page come first.
 * Thread-safe.
 */
public final class ReconnectQueue {
    private final List<Waiting> waiting = new ArrayList<>();
    private int free;

    /** @param atOnce the limit, at least 1 */
    public ReconnectQueue(int atOnce) {
        if (atOnce < 1) {
            throw new IllegalArgumentException("At least 1 lab at a time must be let in, not " + atOnce);
        }
        this.free = atOnce;
    }

    private record Waiting(BooleanSupplier urgent, CountDownLatch admitted) {}

    /**
     * Waits for a turn, which {@link #leave()} ends.
     *
     * @param urgent evaluated whenever a turn is free; must not call this queue
     */
    public void enter(BooleanSupplier urgent) throws InterruptedException {
        Waiting mine = new Waiting(urgent, new CountDownLatch(1));
        synchronized (this) {
            if (free > 0) {
                free--;
                return;
            }
            waiting.add(mine);
        }
        try {
            mine.admitted().await();
        } catch (InterruptedException e) {
            boolean had;
            synchronized (this) {
                had = !waiting.remove(mine);
            }
            if (had) {
                leave();
            }
            throw e;
        }
    }

    /** Ends a turn. */
    public synchronized void leave() {
        if (waiting.isEmpty()) {
            free++;
            return;
        }
        Waiting next = waiting.stream()
                .filter(one -> one.urgent().getAsBoolean())
                .findFirst()
                .orElse(waiting.getFirst());
        waiting.remove(next);
        next.admitted().countDown();
    }
}
