package org.patchbay.lab;

/** Where a learner stands with a step. */
public enum StepState {
    LOCKED,
    OPEN,
    DONE
}
