package org.patchbay.probe;

import java.io.IOException;
import java.io.Serial;

/** A sandbox could not be asked. The message is one sentence: what was asked and what came instead. */
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
