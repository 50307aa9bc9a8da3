package org.patchbay.web;

import java.io.Serial;

/** Refuses a request with an error page. */
public final class RefusedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final Failure failure;

    public RefusedException(Failure failure) {
        super(failure.name());
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
