package org.patchbay.sandbox;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * When those in line will be let in, one after the other, if places end as expected. Not safe for use by threads.
 */
final class WaitEstimator {
    private final PriorityQueue<Ending> endings = new PriorityQueue<>(Comparator.comparing(Ending::in));
    private final Duration usual;
    private int free;
    private int freeMiB;
    private Duration reached = Duration.ZERO;

    /** @param usual how long those will stay who are let in meanwhile */
    WaitEstimator(int free, int freeMiB, Duration usual) {
        this.free = free;
        this.freeMiB = freeMiB;
        this.usual = usual;
    }

    /** A place in use that is expected to end. */
    void ends(Duration in, int reserveMiB) {
        endings.add(new Ending(in, reserveMiB));
    }

    /** Lets the next in line in, in thought, and says when. */
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
