package org.patchbay.lab.machine;

/** Typing a solution failed; the message names what was expected, or what prevented it. */
public final class PlaybackException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param message one or more sentences for an author */
    public PlaybackException(String message) {
        super(message);
    }

    public PlaybackException(String message, Throwable cause) {
        super(message, cause);
    }
}
