package org.patchbay.sandbox;

import java.time.Duration;

/** Where somebody stands in the {@link WaitingLine}. */
public sealed interface Standing {
    /**
     * Still in line.
     *
     * @param place 1 for the next to be let in
     * @param of how many wait
     * @param estimate until let in, from how long others have used theirs lately
     */
    record Waiting(int place, int of, Duration estimate) implements Standing {}

    /** Let in: {@link Ticket#await()} has the place. */
    record Admitted() implements Standing {}

    /** Out of the line, by {@link Ticket#leave()} or by having been away for too long. */
    record Left() implements Standing {}
}
