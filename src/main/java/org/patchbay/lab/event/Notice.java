package org.patchbay.lab.event;

/** Something that the learner should know and need not act on. Each has a sentence in every language. */
public enum Notice {
    /** The recording stopped: the disk is full. The lab goes on. */
    RECORDING_STOPPED(Until.NEXT_MACHINE),
    /** The server was restarted; the machine and its shells went on. */
    SERVER_RESTARTED(Until.STEP_DONE),
    /** The machine was lost; the new one stands at the start of the current step. */
    MACHINE_REPLACED(Until.STEP_DONE),
    /** The machine is the one that the learner had when they entered the step. */
    REWOUND(Until.STEP_DONE),
    /** The learner went back, and of that step no machine was kept: a new one was brought there. */
    REWOUND_ANEW(Until.STEP_DONE),
    /** Recordings of the lab's oldest machines were removed to make room. */
    RECORDINGS_REMOVED(Until.DISMISSED),
    /** The machine slept, and goes on where it was. */
    AWAKE(Until.STEP_DONE),
    /** A solution was typed before the learner's eyes, and its task does not pass on this machine. */
    SHOWN_IN_VAIN(Until.STEP_DONE);

    /** How long a notice holds. */
    enum Until {
        /** A step is done with the machine that it is about, or that machine is gone. */
        STEP_DONE,
        /** The machine that it is about is gone. */
        NEXT_MACHINE,
        /** Nothing that happens in the lab makes it untrue. */
        DISMISSED
    }

    private final Until until;

    Notice(Until until) {
        this.until = until;
    }

    Until until() {
        return until;
    }
}
