package org.patchbay.check;

import java.util.Set;

/** The contrary holds, and was observed: {@code not}. What can't be observed is inconclusive. */
public record Not(Assertion of) implements Assertion {
    @Override
    public Set<EvidenceRequest> needs() {
        return of.needs();
    }

    @Override
    public Verdict judge(Evidence evidence) {
        return of.refute(evidence);
    }

    @Override
    public Verdict refute(Evidence evidence) {
        return of.judge(evidence);
    }
}
