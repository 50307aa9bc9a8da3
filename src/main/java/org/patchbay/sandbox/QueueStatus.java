package org.patchbay.sandbox;

import java.time.Duration;

/** Status of an entry in the {@link AdmissionQueue}. */
public sealed interface QueueStatus {
    /**
     * Waiting.
     *
     * @param place 1 for the next to be admitted
     * @param of how many wait
     * @param estimate until admission, from recent durations of use
     */
    record Waiting(int place, int of, Duration estimate) implements QueueStatus {}

    /** Admitted: {@link QueueEntry#await()} returns the lease. */
    record Admitted() implements QueueStatus {}

    /** Removed by {@link QueueEntry#leave()} or by a disconnection for too long. */
    record Left() implements QueueStatus {}
}
