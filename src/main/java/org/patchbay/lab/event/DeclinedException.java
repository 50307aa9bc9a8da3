package org.patchbay.lab.event;

import java.io.Serial;

/** A request to a lab was declined: an unknown task, a settled question, a locked step. */
public final class DeclinedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final Reason reason;

    public DeclinedException(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Reasons, each with a message in every language. */
    public enum Reason {
        UNKNOWN_STEP,
        UNKNOWN_TASK,
        UNKNOWN_CHOICE,
        STEP_LOCKED,
        QUESTION_SETTLED,
        ALREADY_PREDICTED,
        NO_MORE_HINTS,
        UNKNOWN_TERMINAL,
        TOO_MANY_TERMINALS,
        BAD_NAME,
        NOT_READY,
        ASLEEP,
        WATCHING,
        NOT_GRADED,
        GRADED,
        HANDED_IN,
        /** Solutions of graded work are not shown. */
        GRADED_SOLUTION,
        /** A case's hints and solutions would answer its questions, which come first. */
        ANSWER_FIRST,
        NOTHING_TO_SHOW,
        NOTHING_TO_UNDO,
        ALREADY_SHOWING
    }
}
