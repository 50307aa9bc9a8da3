package org.patchbay.progress;

import java.io.Serial;

/** The database failed. The requested change was not stored; earlier ones still are. */
public final class ProgressException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    ProgressException(String message, Throwable cause) {
        super(message, cause);
    }
}
