package org.patchbay.lab.event;

/** Where a learner stands with a step. */
public enum StepState {
    LOCKED,
    OPEN,
    DONE
}
