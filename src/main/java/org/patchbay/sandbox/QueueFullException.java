package org.patchbay.sandbox;

import java.io.Serial;

/** All places are taken, and as many wait for one as may. Nothing is wrong: whoever comes later finds room. */
public final class QueueFullException extends SandboxException {
    @Serial
    private static final long serialVersionUID = 1;

    /** @param waiting how many wait */
    QueueFullException(int waiting) {
        super("All machines are in use and %d learners wait already; try again later".formatted(waiting));
    }
}
