package org.patchbay.author;

/** A sequence of trials, run on one machine where possible. */
interface TrialRun {
    /** Runs all trials. Each is reported when it ends; a failure does not stop the others. */
    void hold(TrialLog log) throws InterruptedException;
}
