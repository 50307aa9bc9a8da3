package org.patchbay.author;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.check.verdict.Wording;

/** Describes a trial's result in one line, and a failure in detail. */
public record FailureReport(Wording wording) {
    private static final String INDENT = "    ";

    /** Without line ends. */
    public List<String> lines(TrialOutcome outcome) {
        String seconds = String.format(Locale.ROOT, "%5.1f s", outcome.took().toMillis() / 1000.0);
        List<String> lines = new ArrayList<>();
        switch (outcome.result()) {
            case TrialOutcome.Passed _ -> lines.add("passed  " + seconds + "  " + outcome.trialCase());
            case TrialOutcome.NotApplicable(String why) ->
                lines.add("void    " + seconds + "  " + outcome.trialCase() + ": " + why);
            case TrialOutcome.Failed failed -> {
                lines.add("FAILED  " + seconds + "  " + outcome.trialCase());
                failed.why().lines().forEach(line -> lines.add(INDENT + line));
                if (!failed.typed().isEmpty()) {
                    lines.add(INDENT + "typed:");
                    failed.typed().forEach(line -> lines.add(INDENT + INDENT + line));
                }
                failed.verdict().ifPresent(verdict -> words(verdict, lines));
            }
        }
        return lines;
    }

    private void words(Verdict verdict, List<String> lines) {
        switch (verdict) {
            case Verdict.Passed(List<Quote> evidence) -> {
                lines.add(INDENT + "verdict: passed");
                quote(evidence, lines);
            }
            case Verdict.Failed(Diagnosis diagnosis) -> {
                lines.add(INDENT + "verdict: failed, "
                        + diagnosis.layer().name().toLowerCase(Locale.ROOT) + " " + diagnosis.about() + ": "
                        + wording.of(diagnosis.sentence()));
                quote(diagnosis.evidence(), lines);
            }
            case Verdict.Inconclusive inconclusive ->
                lines.add(INDENT + "verdict: inconclusive: " + wording.of(inconclusive.reason()));
        }
    }

    private static void quote(List<Quote> evidence, List<String> lines) {
        for (Quote quote : evidence) {
            lines.add(INDENT + INDENT + quote.source() + ":");
            quote.text().lines().forEach(line -> lines.add(INDENT + INDENT + INDENT + line));
        }
    }
}
