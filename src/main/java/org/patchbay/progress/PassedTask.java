package org.patchbay.progress;

import java.time.Instant;
import java.util.List;
import org.patchbay.check.verdict.Quote;

/**
 * A passed task with its evidence. It stays passed, whatever the learner does afterwards.
 *
 * @param points the task's points, or 0 if its solution had been shown before
 * @param evidence at the time it passed
 */
public record PassedTask(String step, String task, int points, List<Quote> evidence, Instant at) {
    public PassedTask {
        evidence = List.copyOf(evidence);
    }
}
