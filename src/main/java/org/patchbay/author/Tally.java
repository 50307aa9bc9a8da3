package org.patchbay.author;

/**
 * How many trials ended how.
 *
 * @param notApplicable changes that change nothing that is typed, or nothing that matters
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
