package org.patchbay.ssh;

import java.io.IOException;
import java.io.Serial;

/** A sandbox could not be reached or refused a request. The message is one sentence: what happened, why, what to do. */
public final class SshException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    public SshException(String message, Throwable cause) {
        super(message, cause);
    }
}
