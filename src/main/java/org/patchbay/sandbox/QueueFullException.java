package org.patchbay.sandbox;

import java.io.Serial;

/** All sandboxes are in use and the queue is full. No fault; a later attempt may succeed. */
public final class QueueFullException extends SandboxException {
    @Serial
    private static final long serialVersionUID = 1;

    /** @param waiting how many wait */
    QueueFullException(int waiting) {
        super("All machines are in use and %d learners wait already; try again later".formatted(waiting));
    }
}
