package org.patchbay.sandbox;

/** Somebody's turn in the {@link AdmissionQueue}. Safe for use by several threads. */
public interface QueueEntry {
    QueueStatus status();

    /**
     * Blocks until it is this entry's turn. The caller then owns the lease and closes it when its sandbox is gone.
     *
     * @throws SandboxException if the entry has left the queue; the message says so
     */
    Lease await() throws SandboxException, InterruptedException;

    /** Gives up the turn, or the place if it is already there and nobody has fetched it. */
    void leave();

    /** The page that waits is gone: {@link #leave()} unless it is {@link #back()} within the line's grace. */
    void away();

    /** The page that waits is there again. One who has left is not let in by this. */
    void back();
}
