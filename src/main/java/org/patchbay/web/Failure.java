package org.patchbay.web;

/** Why a request was refused. Each has a text in every language. */
public enum Failure {
    BAD_REQUEST(400),
    UNKNOWN_ASKER(401),
    DENIED(403),
    FOREIGN_ORIGIN(403),
    NOT_FOUND(404),
    ENDED(410),
    TOO_LARGE(413),
    WRONG_HOST(421),
    BROKEN(500),
    NOT_STORED(503);

    private final int status;

    Failure(int status) {
        this.status = status;
    }

    /** The HTTP status code. */
    public int status() {
        return status;
    }

    /** The failure for a status set by the framework. */
    static Failure of(int status) {
        return switch (status) {
            case 401 -> UNKNOWN_ASKER;
            case 403 -> DENIED;
            case 404, 405 -> NOT_FOUND;
            case 410 -> ENDED;
            case 413 -> TOO_LARGE;
            case 503 -> NOT_STORED;
            default -> status < 500 ? BAD_REQUEST : BROKEN;
        };
    }
}
