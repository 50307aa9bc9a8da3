package org.patchbay.lab;

import org.patchbay.sandbox.Place;
import org.patchbay.sandbox.Watch;

/** What a lab has while its machine runs. */
record Running(Machine machine, Examiner examiner, Watch watch, Place place) {
    /** Nothing more is judged, and nobody waits for the learner's next sign of life. The machine is left alone. */
    void release() {
        examiner.close();
        watch.close();
    }
}
