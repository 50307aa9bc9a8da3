package org.patchbay.lab;

/** A rehearsal could not go on; the message says what was waited for, or what stands in the way. */
public final class RehearsalException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param message one sentence or more, for an author */
    public RehearsalException(String message) {
        super(message);
    }

    RehearsalException(String message, Throwable cause) {
        super(message, cause);
    }
}
