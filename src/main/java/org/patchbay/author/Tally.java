package org.patchbay.author;

/**
 * How many trials ended how.
 *
 * @param notApplicable changes that change nothing that is typed, or nothing that matters
 */
public record Tally(int passed, int failed, int notApplicable) {
    Tally and(Outcome.Result result) {
        return switch (result) {
            case Outcome.Passed _ -> new Tally(passed + 1, failed, notApplicable);
            case Outcome.Failed _ -> new Tally(passed, failed + 1, notApplicable);
            case Outcome.NotApplicable _ -> new Tally(passed, failed, notApplicable + 1);
        };
    }
}
