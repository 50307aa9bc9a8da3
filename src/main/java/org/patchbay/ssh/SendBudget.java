package org.patchbay.ssh;

import java.util.concurrent.TimeUnit;

/**
 * Counts how much can be sent to the peer without blocking: at most what the kernel's buffers hold, since the peer's
 * last output. An SSH peer reads its connection even if the channel's program does not, so output shows that data was
 * read; after bulk data only with some delay. Thread-safe.
 */
final class SendBudget {
    /** Limit in bytes; a loopback socket buffers a MiB or more. */
    static final int LIMIT = 256 * 1024;
    /** Kernel memory per small packet, beside its bytes. */
    static final int PACKET = 1024;

    private static final long SETTLING = TimeUnit.SECONDS.toNanos(1);

    private int owed;
    private boolean overdrawn;
    private long overdrawnAt;

    /** Whether this much can be sent without blocking; if so, it is counted. */
    synchronized boolean take(int bytes) {
        if (overdrawn || owed + PACKET + bytes > LIMIT) {
            return false;
        }
        owed += PACKET + bytes;
        return true;
    }

    /** Counts data that is sent by a caller that may block. */
    synchronized void overdraw(int bytes) {
        owed = Math.min(LIMIT, owed + PACKET + Math.min(bytes, LIMIT));
        if (owed == LIMIT) {
            overdrawn = true;
            overdrawnAt = System.nanoTime();
        }
    }

    /** The peer sent output. */
    synchronized void answered() {
        if (!overdrawn || System.nanoTime() - overdrawnAt > SETTLING) {
            overdrawn = false;
            owed = 0;
        }
    }
}
