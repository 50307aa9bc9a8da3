package org.patchbay.lab;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.patchbay.sandbox.Ticket;

/** One machine on its way, from the waiting line until it runs. Guarded by the lab's lock. */
final class Making {
    /** What is to become of it. */
    enum Fate {
        WANTED,
        /** The server ends: the next one goes on with it. */
        LEFT,
        /** Nobody wants it any more. */
        UNWANTED
    }

    private final int number;
    private Optional<Ticket> ticket = Optional.empty();
    private final CompletableFuture<Fate> decided = new CompletableFuture<>();

    /** @param number counts the lab's machines, so that each has a turn of its own in the line */
    Making(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** Its turn in the waiting line; empty before it has entered, and for a machine that needs none. */
    Optional<Ticket> ticket() {
        return ticket;
    }

    void waitsWith(Ticket turn) {
        ticket = Optional.of(turn);
    }

    Fate fate() {
        return decided.getNow(Fate.WANTED);
    }

    boolean wanted() {
        return fate() == Fate.WANTED;
    }

    void meets(Fate fate) {
        decided.complete(fate);
    }

    /** Completes once it is no longer wanted. */
    CompletableFuture<Fate> decided() {
        return decided.copy();
    }
}
