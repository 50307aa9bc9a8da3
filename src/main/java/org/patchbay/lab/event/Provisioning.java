package org.patchbay.lab.event;

import java.time.Duration;

/** State of a lab's machine. */
public sealed interface Provisioning {
    /**
     * Queued.
     *
     * @param place 1 is next
     * @param of how many wait
     * @param estimate until admission, from recent durations of use
     */
    record Waiting(int place, int of, Duration estimate) implements Provisioning {}

    /** A machine is being cloned. */
    record Starting() implements Provisioning {}

    /** The machine runs; its shell and probe are being connected. */
    record Connecting() implements Provisioning {}

    /** A machine of an earlier server process may still run, and is being reconnected, without a time limit. */
    record Reconnecting() implements Provisioning {}

    /** The solutions of earlier steps are being applied to a new machine. */
    record Restoring() implements Provisioning {}

    /** The machine is ready. */
    record Ready() implements Provisioning {}

    /** A rewind: the checkpoint is being restored and the old machine ended. */
    record Rewinding() implements Provisioning {}

    /** The machine died; a new one is starting. */
    record Lost() implements Provisioning {}

    /** The machine is idle and ends after this time without activity. */
    record Ending(Duration left) implements Provisioning {}

    /** The idle machine was saved, and is restored when the learner returns. */
    record Asleep() implements Provisioning {}

    /** The machine was ended; the learner can start another. */
    record Ended() implements Provisioning {}

    /** The lab has ended and gets no machine. */
    record Closed() implements Provisioning {}

    /** The queue is full: the learner can try again later. */
    record Full() implements Provisioning {}

    /** No machine could be started; the message for learner and operator has the reason. */
    record Failed(String sentence) implements Provisioning {}
}
