package org.patchbay.check.verdict;

import java.util.List;

/** The result of judging an assertion. */
public sealed interface Verdict {
    /** The condition holds. */
    record Passed(List<Quote> evidence) implements Verdict {
        public Passed {
            evidence = Quote.merged(evidence);
        }
    }

    /** The condition does not hold. */
    record Failed(Diagnosis diagnosis) implements Verdict {}

    /** Required evidence is missing; the reason names it. Never counts as passed, even when negated. */
    record Inconclusive(Message reason) implements Verdict {}
}
