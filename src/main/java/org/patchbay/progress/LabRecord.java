package org.patchbay.progress;

import java.time.Instant;
import java.util.Optional;
import org.patchbay.identity.LearnerId;

/**
 * One learner's attempt at one lesson, as it is stored.
 *
 * @param attempt counts a learner's labs of one lesson from 1
 * @param newLab what it began with
 * @param sandbox the machine that serves it, or served it last; empty before the first
 * @param ended empty while it is open; at most one lab of a learner and lesson is open
 */
public record LabRecord(
        LabId id,
        LearnerId learner,
        String lesson,
        int attempt,
        NewLab newLab,
        Optional<String> sandbox,
        Instant created,
        Optional<Instant> ended) {
    public boolean open() {
        return ended.isEmpty();
    }
}
