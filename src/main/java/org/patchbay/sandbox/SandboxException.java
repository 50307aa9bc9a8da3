package org.patchbay.sandbox;

import java.io.Serial;

/** A machine could not be started, saved or ended. One sentence for an operator: what happened and what to do. */
public sealed class SandboxException extends Exception permits QueueFullException {
    @Serial
    private static final long serialVersionUID = 1;

    public SandboxException(String message) {
        super(message);
    }

    public SandboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
