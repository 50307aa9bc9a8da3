package org.patchbay.progress;

import java.io.Serial;

/** The database did not do what was asked. What was to be stored is not stored; what was stored before still is. */
public final class ProgressException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    ProgressException(String message, Throwable cause) {
        super(message, cause);
    }
}
