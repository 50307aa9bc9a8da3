package org.patchbay.check.verdict;

import java.util.List;

/** What became of an assertion. */
public sealed interface Verdict {
    /** It holds. */
    record Passed(List<Quote> evidence) implements Verdict {
        public Passed {
            evidence = List.copyOf(evidence);
        }
    }

    /** It does not hold. */
    record Failed(Diagnosis diagnosis) implements Verdict {}

    /** What was needed could not be observed; the reason says what. Never counts as passed, under a negation neither. */
    record Inconclusive(Message reason) implements Verdict {}
}
