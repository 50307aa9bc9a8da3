package org.patchbay.lab.machine;

/** A rehearsal could not go on; the message says what was waited for, or what stands in the way. */
public final class PlaybackException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param message one sentence or more, for an author */
    public PlaybackException(String message) {
        super(message);
    }

    public PlaybackException(String message, Throwable cause) {
        super(message, cause);
    }
}
