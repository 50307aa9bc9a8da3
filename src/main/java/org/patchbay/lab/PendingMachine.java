package org.patchbay.lab;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.patchbay.sandbox.QueueEntry;

/** One machine on its way, from the waiting line until it runs. Guarded by the lab's lock. */
final class PendingMachine {
    /** What is to become of it. */
    enum Disposition {
        WANTED,
        /** The server ends: the next one goes on with it. */
        LEFT,
        /** Its lab was ended: it is put to sleep when it answers. */
        ASLEEP,
        /** Nobody wants it any more. */
        UNWANTED
    }

    private final String key = UUID.randomUUID().toString();
    private Optional<QueueEntry> entry = Optional.empty();
    private final CompletableFuture<Disposition> decided = new CompletableFuture<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /** What its turn in the queue goes by: a lab that is reopened must not find the turn of a machine before. */
    String key() {
        return key;
    }

    /** Its turn in the waiting line; empty before it has entered, and for a machine that needs none. */
    Optional<QueueEntry> entry() {
        return entry;
    }

    void waitsWith(QueueEntry turn) {
        entry = Optional.of(turn);
    }

    Disposition disposition() {
        return decided.getNow(Disposition.WANTED);
    }

    boolean wanted() {
        return disposition() == Disposition.WANTED;
    }

    void meets(Disposition fate) {
        decided.complete(fate);
    }

    /** Completes once it is no longer wanted. */
    CompletableFuture<Disposition> decided() {
        return decided.copy();
    }

    /** Completes when what was decided has been done. Not guarded by the lock. */
    CompletableFuture<Void> done() {
        return done;
    }
}
