package org.patchbay.web.access;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.patchbay.identity.Access;
import org.patchbay.identity.LearnerId;
import org.patchbay.progress.LabId;
import org.patchbay.progress.LabRecord;
import org.patchbay.progress.LabStore;
import org.patchbay.web.Failure;
import org.patchbay.web.RefusedException;

/** Authorizes access to a lab: only its owner. Used by pages and sockets. */
@Singleton
public final class LabGate {
    private final LabStore labs;

    LabGate(LabStore labs) {
        this.labs = labs;
    }

    /**
     * The lab, if the visitor owns it. Blocks on the database.
     *
     * @param lab from the URL; may be invalid
     * @throws RefusedException if there is no such lab or the visitor does not own it
     */
    public LabRecord enter(Optional<LearnerId> asker, String lab) throws RefusedException {
        LabRecord found =
                LabId.parse(lab).flatMap(labs::find).orElseThrow(() -> new RefusedException(Failure.NOT_FOUND));
        return switch (Access.of(asker, found.learner())) {
            case GRANTED -> found;
            case UNKNOWN_ASKER -> throw new RefusedException(Failure.UNKNOWN_ASKER);
            case DENIED -> throw new RefusedException(Failure.DENIED);
        };
    }
}
