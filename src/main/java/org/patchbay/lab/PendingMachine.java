package org.patchbay.lab;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.patchbay.sandbox.QueueEntry;

/** One machine that is starting, from queueing until it runs. Guarded by the lab's lock. */
final class PendingMachine {
    /** What to do with the machine when it has started. */
    enum Disposition {
        WANTED,
        /** The server stops: the next one takes it over. */
        LEFT,
        /** Its lab has ended: it is put to sleep when it answers. */
        ASLEEP,
        /** It is no longer wanted. */
        UNWANTED
    }

    private final String key = UUID.randomUUID().toString();
    private Optional<QueueEntry> entry = Optional.empty();
    private final CompletableFuture<Disposition> decided = new CompletableFuture<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /** The key of its queue entry, unique per machine, so that a reopened lab does not reuse an old entry. */
    String key() {
        return key;
    }

    /** Its queue entry; empty before it has entered, and for a machine that needs none. */
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

    /** Completes when the disposition has been carried out. Not guarded by the lock. */
    CompletableFuture<Void> done() {
        return done;
    }
}
