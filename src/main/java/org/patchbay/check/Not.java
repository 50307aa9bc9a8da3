package org.patchbay.check;

import java.util.Set;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.Verdict;

/** Assertion {@code not}: the negated assertion holds by observation. What can't be observed is inconclusive. */
@Key("not")
public record Not(Assertion of) implements Assertion {
    @Override
    public Set<EvidenceRequest> needs() {
        return of.needs();
    }

    @Override
    public Verdict judge(Evidence evidence) {
        return of.judgeNegated(evidence);
    }

    @Override
    public Verdict judgeNegated(Evidence evidence) {
        return of.judge(evidence);
    }
}
