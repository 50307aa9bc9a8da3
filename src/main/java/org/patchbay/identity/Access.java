package org.patchbay.identity;

import java.util.Optional;

/** Whether a request may access what a learner owns. */
public enum Access {
    /** The request is by the owner. */
    GRANTED,
    /** The request has no valid cookie. */
    UNKNOWN_ASKER,
    /** The request is by another learner. */
    DENIED;

    /** @param asker empty if the request has no valid cookie */
    public static Access of(Optional<LearnerId> asker, LearnerId owner) {
        return asker.map(a -> a.equals(owner) ? GRANTED : DENIED).orElse(UNKNOWN_ASKER);
    }
}
