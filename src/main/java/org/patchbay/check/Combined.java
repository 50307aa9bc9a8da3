package org.patchbay.check;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.check.output.ToolAbsence;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Verdict;

/** Combines verdicts by Kleene's three-valued logic: unknown remains unknown unless it cannot change the result. */
final class Combined {
    private Combined() {}

    /** The needs of all assertions, in order; the first tried gives the diagnosis. */
    static Set<EvidenceRequest> needs(List<Assertion> assertions) {
        Set<EvidenceRequest> needs = new LinkedHashSet<>();
        assertions.forEach(one -> needs.addAll(one.needs()));
        return Collections.unmodifiableSet(needs);
    }

    static Verdict every(List<Verdict> verdicts) {
        return first(verdicts, Verdict.Failed.class)
                .or(() -> first(verdicts, Verdict.Inconclusive.class))
                .orElseGet(() -> new Verdict.Passed(quotes(verdicts)));
    }

    /** Passes if any verdict does. Else what the learner tried (such as old output) is reported first. */
    static Verdict some(List<Verdict> verdicts) {
        return first(verdicts, Verdict.Passed.class)
                .or(() -> first(verdicts, Verdict.Inconclusive.class))
                .or(() -> verdicts.stream()
                        .filter(verdict -> verdict instanceof Verdict.Failed(Diagnosis diagnosis)
                                && !ToolAbsence.NOT_RUN.contains(
                                        diagnosis.sentence().key()))
                        .findFirst())
                .orElseGet(verdicts::getFirst);
    }

    private static Optional<Verdict> first(List<Verdict> verdicts, Class<? extends Verdict> kind) {
        return verdicts.stream().filter(kind::isInstance).findFirst();
    }

    private static List<Quote> quotes(List<Verdict> verdicts) {
        return verdicts.stream()
                .flatMap(verdict -> switch (verdict) {
                    case Verdict.Passed(List<Quote> evidence) -> evidence.stream();
                    case Verdict.Failed _, Verdict.Inconclusive _ -> java.util.stream.Stream.<Quote>empty();
                })
                .distinct()
                .toList();
    }
}
