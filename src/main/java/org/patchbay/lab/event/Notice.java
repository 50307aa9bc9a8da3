package org.patchbay.lab.event;

/** Information for the learner that needs no action. Each has a message in every language. */
public enum Notice {
    /** The recording stopped, for example because the disk is full. The lab continues. */
    RECORDING_STOPPED(Until.NEXT_MACHINE),
    /** The server was restarted; the machine and its shells kept running. */
    SERVER_RESTARTED(Until.STEP_DONE),
    /** The machine was lost; the new one is at the start of the current step. */
    MACHINE_REPLACED(Until.STEP_DONE),
    /** The machine was restored to the entry of the step. */
    REWOUND(Until.STEP_DONE),
    /** After a rewind without a checkpoint: a new machine was prepared for the step. */
    REWOUND_ANEW(Until.STEP_DONE),
    /** As {@link #REWOUND}, and it can be undone. */
    WENT_BACK(Until.STEP_DONE),
    /** As {@link #REWOUND_ANEW}, and it can be undone. */
    WENT_BACK_ANEW(Until.STEP_DONE),
    /** A rewind was undone; that can be undone likewise. */
    BACK_UNDONE(Until.STEP_DONE),
    /** Recordings of the lab's oldest machines were deleted to free space. */
    RECORDINGS_REMOVED(Until.DISMISSED),
    /** The sleeping machine was restored. */
    AWAKE(Until.STEP_DONE),
    /** A solution was played, but its task does not pass on this machine. */
    SHOWN_IN_VAIN(Until.STEP_DONE);

    /** How long a notice is shown. */
    enum Until {
        /** Until a step is completed with this machine, or the machine is gone. */
        STEP_DONE,
        /** Until this machine is gone. */
        NEXT_MACHINE,
        /** Until the learner dismisses it. */
        DISMISSED
    }

    private final Until until;

    Notice(Until until) {
        this.until = until;
    }

    /** Whether it is about something that can be undone. */
    public boolean undoable() {
        return switch (this) {
            case WENT_BACK, WENT_BACK_ANEW, BACK_UNDONE -> true;
            case RECORDING_STOPPED,
                    SERVER_RESTARTED,
                    MACHINE_REPLACED,
                    REWOUND,
                    REWOUND_ANEW,
                    RECORDINGS_REMOVED,
                    AWAKE,
                    SHOWN_IN_VAIN -> false;
        };
    }

    Until until() {
        return until;
    }
}
