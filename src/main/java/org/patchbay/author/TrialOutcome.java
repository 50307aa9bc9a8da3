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
    /** The trial's result. */
    public sealed interface Result {}

    /** The expected result. */
    public record Passed() implements Result {}

    /** The mutation has no effect, so the trial proves nothing. */
    public record NotApplicable(String why) implements Result {}

    /**
     * An unexpected result.
     *
     * @param why one sentence: the expected and the actual result
     * @param typed what was done before
     * @param verdict on the task, if there was one
     */
    public record Failed(String why, List<String> typed, Optional<Verdict> verdict) implements Result {
        public Failed {
            typed = List.copyOf(typed);
        }
    }
}
