package org.patchbay.web;

import java.io.Serial;

/** A request that gets an error page. */
final class RefusedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final Failure failure;

    RefusedException(Failure failure) {
        super(failure.name());
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
