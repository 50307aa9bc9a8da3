package org.patchbay.sandbox;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Simulates the queue to estimate when each entry is admitted. Not thread-safe. */
final class WaitEstimator {
    private final PriorityQueue<Ending> endings = new PriorityQueue<>(Comparator.comparing(Ending::in));
    private final Duration usual;
    private int free;
    private int freeMiB;
    private Duration reached = Duration.ZERO;

    /** @param usual the expected duration of uses that begin meanwhile */
    WaitEstimator(int free, int freeMiB, Duration usual) {
        this.free = free;
        this.freeMiB = freeMiB;
        this.usual = usual;
    }

    /** Adds a current use and its expected rest. */
    void ends(Duration in, int reserveMiB) {
        endings.add(new Ending(in, reserveMiB));
    }

    /** Admits the next entry in the simulation, and returns its estimate. */
    Duration admit(int reserveMiB) {
        while ((free < 1 || freeMiB < reserveMiB) && !endings.isEmpty()) {
            var next = endings.remove();
            reached = next.in;
            free++;
            freeMiB += next.reserveMiB;
        }
        free--;
        freeMiB -= reserveMiB;
        endings.add(new Ending(reached.plus(usual), reserveMiB));
        return reached;
    }

    private record Ending(Duration in, int reserveMiB) {}
}
