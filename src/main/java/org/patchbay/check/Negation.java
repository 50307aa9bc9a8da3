package org.patchbay.check;

import java.util.List;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Verdict;

/** Negates a verdict on state that the kernel reports completely, so that absence from it is proof. */
final class Negation {
    private Negation() {}

    static Verdict of(Verdict verdict, Layer layer, Object about, Message stillSo, String see) {
        return switch (verdict) {
            case Verdict.Passed(List<Quote> evidence) ->
                new Verdict.Failed(new Diagnosis(layer, about.toString(), stillSo, List.of(), evidence, see));
            case Verdict.Failed(Diagnosis diagnosis) -> new Verdict.Passed(diagnosis.evidence());
            case Verdict.Inconclusive inconclusive -> inconclusive;
        };
    }
}
