package org.patchbay.sandbox;

import java.util.function.BooleanSupplier;

/** Waits for what a {@link Pool} does on threads of its own. */
public final class Spares {
    private Spares() {}

    /** Returns once that many are spare: a machine is made before it is counted, on another thread. */
    public static void await(Pool pool, int count) throws InterruptedException {
        await(() -> pool.spare() == count);
    }

    /** Ends by an interrupt too, which is how a test that takes too long is stopped. */
    static void await(BooleanSupplier reached) throws InterruptedException {
        while (!reached.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Thread.onSpinWait();
        }
    }
}
