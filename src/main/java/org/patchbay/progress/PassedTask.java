package org.patchbay.progress;

import java.time.Instant;
import java.util.List;
import org.patchbay.check.verdict.Quote;

/**
 * A task that passed, and why. It stays passed whatever the learner does afterwards.
 *
 * @param points what it earned: what it was worth, or nothing if its solution had been shown before
 * @param evidence what was seen when it passed
 */
public record PassedTask(String step, String task, int points, List<Quote> evidence, Instant at) {
    public PassedTask {
        evidence = List.copyOf(evidence);
    }
}
