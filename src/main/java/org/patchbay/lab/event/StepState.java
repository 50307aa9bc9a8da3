package org.patchbay.lab.event;

/** State of a step for one learner. */
public enum StepState {
    LOCKED,
    OPEN,
    DONE
}
