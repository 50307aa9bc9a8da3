package org.patchbay.lab;

import org.patchbay.lab.judge.Examiner;
import org.patchbay.lab.machine.LabMachine;
import org.patchbay.sandbox.IdleTimer;
import org.patchbay.sandbox.Lease;

/** The objects of a running machine. */
record Running(LabMachine machine, Examiner examiner, IdleTimer idleTimer, Lease lease) {
    /** Stops judging and the idle timer. The machine is not affected. */
    void release() {
        examiner.close();
        idleTimer.close();
    }
}
