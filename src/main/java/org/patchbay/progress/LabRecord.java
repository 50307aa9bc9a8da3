package org.patchbay.progress;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.mapper.Nested;
import org.patchbay.identity.LearnerId;

/**
 * A stored lab: one learner's attempt at one lesson.
 *
 * @param attempt number of the learner's lab of this lesson, from 1
 * @param newLab its initial values
 * @param sandbox its current or last machine; empty before the first
 * @param ended empty while it is open; a learner has at most one open lab of a lesson
 */
public record LabRecord(
        LabId id,
        LearnerId learner,
        String lesson,
        int attempt,
        @Nested NewLab newLab,
        Optional<String> sandbox,
        Instant created,
        Optional<Instant> ended) {
    public boolean open() {
        return ended.isEmpty();
    }
}
