package org.patchbay.lab;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.patchbay.sandbox.QueueEntry;

/** One machine on its way, from the waiting line until it runs. Guarded by the lab's lock. */
final class PendingMachine {
    /** What is to become of it. */
    enum Disposition {
        WANTED,
        /** The server ends: the next one goes on with it. */
        LEFT,
        /** Nobody wants it any more. */
        UNWANTED
    }

    private final int number;
    private Optional<QueueEntry> entry = Optional.empty();
    private final CompletableFuture<Disposition> decided = new CompletableFuture<>();

    /** @param number counts the lab's machines, so that each has a turn of its own in the line */
    PendingMachine(int number) {
        this.number = number;
    }

    int number() {
        return number;
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
}
