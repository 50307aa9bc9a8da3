package org.patchbay.lab;

import org.patchbay.lab.judge.Examiner;
import org.patchbay.lab.machine.LabMachine;
import org.patchbay.sandbox.IdleTimer;
import org.patchbay.sandbox.Lease;

/** What a lab has while its machine runs. */
record Running(LabMachine machine, Examiner examiner, IdleTimer idleTimer, Lease lease) {
    /** Nothing more is judged, and nobody waits for the learner's next sign of life. The machine is left alone. */
    void release() {
        examiner.close();
        idleTimer.close();
    }
}
