package org.patchbay.lab;

/** Something that the learner should know and need not act on. Each has a sentence in every language. */
public enum Notice {
    /** The recording stopped: the disk is full. The lab goes on. */
    RECORDING_STOPPED,
    /** The server was restarted; the machine and its shells went on. */
    SERVER_RESTARTED,
    /** The machine was lost; the new one stands at the start of the current step. */
    MACHINE_REPLACED,
    /** The machine is the one that the learner had when they entered the step. */
    REWOUND,
    /** The learner went back, and of that step no machine was kept: a new one was brought there. */
    REWOUND_ANEW,
    /** Recordings of the lab's oldest machines were removed to make room. */
    RECORDINGS_REMOVED,
    /** The machine slept, and goes on where it was. */
    AWAKE,
    /** A solution was typed before the learner's eyes, and its task does not pass on this machine. */
    SHOWN_IN_VAIN
}
