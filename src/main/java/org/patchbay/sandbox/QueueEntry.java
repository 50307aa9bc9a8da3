package org.patchbay.sandbox;

/** An entry of the {@link AdmissionQueue}. Thread-safe. */
public interface QueueEntry {
    QueueStatus status();

    /**
     * Blocks until it is this entry's turn. The caller then owns the lease and closes it when its sandbox is gone.
     *
     * @throws SandboxException if the entry has left the queue; the message says so
     */
    Lease await() throws SandboxException, InterruptedException;

    /** Leaves the queue, or returns the lease if it was not claimed yet. */
    void leave();

    /** The waiting page disconnected: {@link #leave()} unless {@link #back()} is called within the grace period. */
    void away();

    /** The waiting page reconnected. An entry that has left does not return. */
    void back();
}
