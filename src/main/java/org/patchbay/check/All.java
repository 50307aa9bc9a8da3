package org.patchbay.check;

import java.util.List;
import java.util.Set;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.Verdict;

/**
 * Assertion {@code all}: every assertion holds. The first that fails gives the diagnosis.
 *
 * @param of one or more
 */
@Key("all")
public record All(List<Assertion> of) implements Assertion {
    public All {
        of = List.copyOf(of);
        if (of.isEmpty()) {
            throw new IllegalArgumentException("all needs one assertion or more");
        }
    }

    @Override
    public Set<EvidenceRequest> needs() {
        return Combined.needs(of);
    }

    @Override
    public Verdict judge(Evidence evidence) {
        return Combined.every(of.stream().map(one -> one.judge(evidence)).toList());
    }

    @Override
    public Verdict judgeNegated(Evidence evidence) {
        return Combined.some(of.stream().map(one -> one.judgeNegated(evidence)).toList());
    }
}
