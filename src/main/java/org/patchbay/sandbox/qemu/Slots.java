package org.patchbay.sandbox.qemu;

import java.util.BitSet;

/** Allocates numbers from 1 that no two running machines share. Thread-safe. */
final class Slots {
    private final BitSet taken = new BitSet();

    Slots() {
        // Reserved for machines that the server runs for itself.
        taken.set(0);
    }

    synchronized int take() {
        int slot = taken.nextClearBit(1);
        taken.set(slot);
        return slot;
    }

    synchronized void take(int slot) {
        taken.set(slot);
    }

    synchronized void free(int slot) {
        taken.clear(slot);
    }
}
