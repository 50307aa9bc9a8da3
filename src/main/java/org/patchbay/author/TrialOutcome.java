package org.patchbay.author;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.patchbay.check.verdict.Verdict;

/**
 * How a trial ended.
 *
 * @param took until its verdict, with the start of its machine unless other trials use the same one
 */
public record TrialOutcome(TrialCase trialCase, Result result, Duration took) {
    /** What came of it. */
    public sealed interface Result {}

    /** As it must be. */
    public record Passed() implements Result {}

    /** What was changed leaves all as it should be, so that nothing is shown by it. */
    public record NotApplicable(String why) implements Result {}

    /**
     * Not as it must be.
     *
     * @param why one sentence: what should have come and what came
     * @param typed what was done before
     * @param verdict on the task, if there was one
     */
    public record Failed(String why, List<String> typed, Optional<Verdict> verdict) implements Result {
        public Failed {
            typed = List.copyOf(typed);
        }
    }
}
