package org.patchbay.sandbox;

import java.time.Duration;

/** Where somebody stands in the {@link AdmissionQueue}. */
public sealed interface QueueStatus {
    /**
     * Still in line.
     *
     * @param place 1 for the next to be let in
     * @param of how many wait
     * @param estimate until let in, from how long others have used theirs lately
     */
    record Waiting(int place, int of, Duration estimate) implements QueueStatus {}

    /** Let in: {@link QueueEntry#await()} has the place. */
    record Admitted() implements QueueStatus {}

    /** Out of the line, by {@link QueueEntry#leave()} or by having been away for too long. */
    record Left() implements QueueStatus {}
}
