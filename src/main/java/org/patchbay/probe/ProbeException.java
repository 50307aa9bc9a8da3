package org.patchbay.probe;

import java.io.IOException;
import java.io.Serial;

/** A request to a sandbox failed. The message is one sentence: the request and what happened. */
public final class ProbeException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    ProbeException(String message) {
        super(message);
    }

    ProbeException(String message, Throwable cause) {
        super(message, cause);
    }
}
