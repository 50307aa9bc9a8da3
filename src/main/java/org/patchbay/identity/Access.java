package org.patchbay.identity;

import java.util.Optional;

/** Whether somebody may reach a thing that one learner owns. */
public enum Access {
    /** The asker owns it. */
    GRANTED,
    /** The asker did not say who they are, or lied. */
    UNKNOWN_ASKER,
    /** The asker is another learner. */
    DENIED;

    /** @param asker empty if the request bore no genuine cookie */
    public static Access of(Optional<LearnerId> asker, LearnerId owner) {
        return asker.map(a -> a.equals(owner) ? GRANTED : DENIED).orElse(UNKNOWN_ASKER);
    }
}
