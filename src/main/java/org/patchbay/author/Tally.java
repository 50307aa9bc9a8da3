package org.patchbay.author;

/**
 * The number of trials by result.
 *
 * @param notApplicable mutations that can't be typed or have no effect
 */
public record Tally(int passed, int failed, int notApplicable) {
    Tally and(TrialOutcome.Result result) {
        return switch (result) {
            case TrialOutcome.Passed _ -> new Tally(passed + 1, failed, notApplicable);
            case TrialOutcome.Failed _ -> new Tally(passed, failed + 1, notApplicable);
            case TrialOutcome.NotApplicable _ -> new Tally(passed, failed, notApplicable + 1);
        };
    }
}
