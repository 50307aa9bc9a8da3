package org.patchbay.author;

/** Something that an author asked for can't be done; the message is one sentence: what is wrong, and what would do. */
public final class AuthoringException extends Exception {
    private static final long serialVersionUID = 1;

    public AuthoringException(String message) {
        super(message);
    }

    public AuthoringException(String message, Throwable cause) {
        super(message, cause);
    }
}
