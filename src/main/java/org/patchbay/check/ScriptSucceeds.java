package org.patchbay.check;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.patchbay.check.verdict.Attempt;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.ScriptEnd;
import org.patchbay.check.verdict.Untried;
import org.patchbay.check.verdict.Verdict;

/**
 * Assertion {@code script}: a script exits with 0. For what the other assertions cannot express.
 *
 * @param run by {@code sh}, as root, in the namespace the machine booted with
 * @param layer of the failure
 * @param about the subject of the failure
 * @param message of the failure, by language ({@code en}, {@code zh}); {@code en} is required
 */
@Key("script")
public record ScriptSucceeds(String run, Layer layer, String about, Map<String, String> message) implements Assertion {
    /** The language that every lesson has. */
    private static final String ORIGINAL = "en";

    public ScriptSucceeds {
        message = Map.copyOf(message);
        new EvidenceRequest.OfScript(run);
        if (!message.containsKey(ORIGINAL)) {
            throw new IllegalArgumentException("the message has no text in '" + ORIGINAL + "'");
        }
    }

    private EvidenceRequest request() {
        return new EvidenceRequest.OfScript(run);
    }

    @Override
    public Set<EvidenceRequest> needs() {
        return Set.of(request());
    }

    @Override
    public Verdict judge(Evidence evidence) {
        return switch (evidence.finding(request())) {
            case ScriptEnd end when end.status() == 0 -> new Verdict.Passed(quotes(end));
            case ScriptEnd end when end.meant() -> failed(said(), end);
            case ScriptEnd end -> broken(end);
            case Untried(Message why) -> new Verdict.Inconclusive(why);
            case Attempt _ -> new Verdict.Inconclusive(Untried.FAILED.why());
        };
    }

    private Message said() {
        Map<String, String> arguments = message.entrySet().stream()
                .collect(Collectors.toMap(one -> "said." + one.getKey(), Map.Entry::getValue));
        arguments.put("said", message.get(ORIGINAL));
        return new Message("script.failed", arguments);
    }

    private Verdict.Failed failed(Message sentence, ScriptEnd end) {
        return new Verdict.Failed(new Diagnosis(layer, about, sentence, List.of(), quotes(end), ""));
    }

    /** Inconclusive: the script could not be run, or was killed. */
    private static Verdict broken(ScriptEnd end) {
        return new Verdict.Inconclusive(Message.of("unseen.script", "seen", end.status()));
    }

    private static List<Quote> quotes(ScriptEnd end) {
        return end.output().isEmpty() ? List.of() : List.of(new Quote("sh", end.output()));
    }

    @Override
    public Verdict judgeNegated(Evidence evidence) {
        return switch (evidence.finding(request())) {
            case ScriptEnd end when end.status() == 0 -> failed(Message.of("script.succeeds"), end);
            case ScriptEnd end when end.meant() -> new Verdict.Passed(quotes(end));
            case ScriptEnd end -> broken(end);
            case Untried(Message why) -> new Verdict.Inconclusive(why);
            case Attempt _ -> new Verdict.Inconclusive(Untried.FAILED.why());
        };
    }
}
