package org.patchbay.lab.event;

import java.time.Duration;

/** Where a lab's machine stands. */
public sealed interface Provisioning {
    /**
     * All places are taken.
     *
     * @param place 1 is next
     * @param of how many wait
     * @param estimate until a place is free, from how long labs lasted lately
     */
    record Waiting(int place, int of, Duration estimate) implements Provisioning {}

    /** A machine is being cloned. */
    record Starting() implements Provisioning {}

    /** The machine is up; its shell and its observer are being connected. */
    record Connecting() implements Provisioning {}

    /** The machine of an earlier server process may still run, and is being connected again, however long that takes. */
    record Reconnecting() implements Provisioning {}

    /** The learner's solutions of the steps before are being applied to a new machine. */
    record Restoring() implements Provisioning {}

    /** Everything works. */
    record Ready() implements Provisioning {}

    /** The learner wants the machine that they had when they entered a step; the one of before is ended. */
    record Rewinding() implements Provisioning {}

    /** The machine died by itself; a new one is being made. */
    record Lost() implements Provisioning {}

    /** Nobody has done anything for long: the machine ends after this time unless somebody does. */
    record Ending(Duration left) implements Provisioning {}

    /** Nobody had done anything for long; the machine is kept as it was, and goes on when the learner comes. */
    record Asleep() implements Provisioning {}

    /** The machine was ended; the learner can ask for another. */
    record Ended() implements Provisioning {}

    /** The lab was ended: it has no machine, and gets none. */
    record Closed() implements Provisioning {}

    /** All places are taken, and as many wait as may: the learner can ask again later. */
    record Full() implements Provisioning {}

    /** No machine could be made; the sentence, for the operator's eyes as well, says why. */
    record Failed(String sentence) implements Provisioning {}
}
