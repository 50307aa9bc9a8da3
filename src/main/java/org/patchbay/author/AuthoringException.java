package org.patchbay.author;

/** An author's request failed. The message is one sentence with the cause and the remedy. */
public final class AuthoringException extends Exception {
    private static final long serialVersionUID = 1;

    public AuthoringException(String message) {
        super(message);
    }

    public AuthoringException(String message, Throwable cause) {
        super(message, cause);
    }
}
