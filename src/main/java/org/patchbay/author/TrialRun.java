package org.patchbay.author;

/** A row of trials that one after the other are made, on one machine where that is possible. */
interface TrialRun {
    /** Makes them all; each is told as it ends, and a failure of one does not keep the others. */
    void hold(TrialLog log) throws InterruptedException;
}
