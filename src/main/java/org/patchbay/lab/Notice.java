package org.patchbay.lab;

/** Something that the learner should know and need not act on. Each has a sentence in every language. */
public enum Notice {
    /** The recording stopped: the disk is full. The lab goes on. */
    RECORDING_STOPPED,
    /** The server was restarted; the machine and its shells went on. */
    SERVER_RESTARTED,
    /** The machine was lost; the new one stands at the start of the current step. */
    MACHINE_REPLACED
}
