package org.patchbay.sandbox;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** One running machine of one learner. Thread-safe. */
public interface Sandbox extends AutoCloseable {
    SandboxId id();

    Profile profile();

    /**
     * Whether its processor is emulated in software, without hardware virtualization. Large programs then take many
     * times as long.
     */
    boolean emulated();

    /** When it was created, by the wall clock. */
    Instant since();

    /** Valid until {@link #ended()} completes. */
    Endpoint endpoint();

    /** Completes, never exceptionally, once the machine is gone, for whatever reason. */
    CompletableFuture<Ending> ended();

    /** Ends the machine, deletes its files, and returns when both are done; a second call does nothing. */
    @Override
    void close();

    /** Why a machine ended. */
    enum Ending {
        /** {@link Sandbox#close()} was called. */
        CLOSED,
        /** It ended by itself: a reboot or shutdown inside, a crash, a kill from outside. */
        DIED
    }
}
