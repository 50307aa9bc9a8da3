package org.patchbay.ssh;

import java.util.concurrent.TimeUnit;

/**
 * How much may be sent to the other side of a channel without any risk of waiting for it: what the kernel's buffers hold
 * in any case, counted from the last answer on. A side that answers takes what it is sent, for an SSH peer reads its
 * connection whether or not the channel's program reads; but what was sent in bulk needs a moment before an answer
 * means that it has been taken. Safe for several threads.
 */
final class SendBudget {
    /** A socket of the loopback buffers a MiB and more. */
    static final int LIMIT = 256 * 1024;
    /** What a small packet takes of the kernel's memory, beside its bytes. */
    static final int PACKET = 1024;

    private static final long SETTLING = TimeUnit.SECONDS.toNanos(1);

    private int owed;
    private boolean overdrawn;
    private long overdrawnAt;

    /** Whether that much can be sent without waiting; if so, it is counted as sent. */
    synchronized boolean take(int bytes) {
        if (overdrawn || owed + PACKET + bytes > LIMIT) {
            return false;
        }
        owed += PACKET + bytes;
        return true;
    }

    /** That much is sent by somebody who can wait. */
    synchronized void overdraw(int bytes) {
        owed = Math.min(LIMIT, owed + PACKET + Math.min(bytes, LIMIT));
        if (owed == LIMIT) {
            overdrawn = true;
            overdrawnAt = System.nanoTime();
        }
    }

    /** The other side lives. */
    synchronized void answered() {
        if (!overdrawn || System.nanoTime() - overdrawnAt > SETTLING) {
            overdrawn = false;
            owed = 0;
        }
    }
}
