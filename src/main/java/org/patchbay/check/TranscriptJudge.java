package org.patchbay.check;

import java.util.List;
import java.util.Optional;
import org.patchbay.check.output.OwnTraffic;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.transcript.Transcript;

/**
 * Judges assertions by the text of saved terminals alone. Whatever needs the kernel's state or an active probe is
 * inconclusive. Pure, total.
 */
public record TranscriptJudge(Transcript transcript) {
    /** Judges an assertion by the text. */
    public Verdict judge(Assertion assertion) {
        return judge(assertion, true);
    }

    /** @param so false for the negated assertion, which a text never proves: it may be incomplete */
    private Verdict judge(Assertion assertion, boolean so) {
        return switch (assertion) {
            case Ran ran ->
                so ? ran(ran) : contrary(ran(ran), ran.tool(), Message.of("tool.was-run", "tool", ran.tool()));
            case Printed printed ->
                so
                        ? printed(printed)
                        : contrary(
                                printed(printed),
                                printed.tool(),
                                Message.of("printed.still-so", "tool", printed.tool()));
            case Captured captured -> so ? captured(captured) : judgeNegated(captured);
            case Reachable reachable -> so ? reachable(reachable) : unseen("transcript.untried");
            case All(List<Assertion> of) -> so ? Combined.every(each(of, true)) : Combined.some(each(of, false));
            case Any(List<Assertion> of) -> so ? Combined.some(each(of, true)) : Combined.every(each(of, false));
            case Not(Assertion of) -> judge(of, !so);
            case ArrivesAs _, ScriptSucceeds _ -> unseen("transcript.untried");
            case VethPair _,
                    LinkIs _,
                    NamespaceIs _,
                    BridgePortIs _,
                    FdbHas _,
                    AddressIs _,
                    NeighbourIs _,
                    RouteIs _,
                    SysctlIs _,
                    RuleIs _,
                    ConnectionIs _,
                    ListenerIs _,
                    ContainerIs _,
                    DockerNetworkIs _ -> unseen("transcript.kernel");
        };
    }

    private List<Verdict> each(List<Assertion> assertions, boolean so) {
        return assertions.stream().map(one -> judge(one, so)).toList();
    }

    private Verdict ran(Ran ran) {
        return placed(ran.tool(), ran.judge(transcript.snapshot(), here(ran.namespace()), transcript.log()));
    }

    private Verdict printed(Printed printed) {
        return placed(
                printed.tool(),
                printed.judge(transcript.snapshot(), here(printed.namespace()), transcript.log(), Optional.empty()));
    }

    private Verdict captured(Captured captured) {
        return clock(captured)
                .<Verdict>map(Verdict.Inconclusive::new)
                .orElseGet(() -> placed(
                        "tcpdump",
                        captured.judge(
                                transcript.snapshot(),
                                transcript.namespace(captured.on().namespace()),
                                transcript.log(),
                                FrameAbsence::explainByText)));
    }

    private Verdict judgeNegated(Captured captured) {
        return clock(captured)
                .<Verdict>map(Verdict.Inconclusive::new)
                .orElseGet(() -> placed(
                        "tcpdump",
                        captured.judgeNegated(
                                transcript.snapshot(),
                                transcript.namespace(captured.on().namespace()),
                                transcript.log())));
    }

    /** Inconclusive if two texts without a common clock would have to be compared in time. */
    private Optional<Message> clock(Captured captured) {
        long terminals = transcript.log().commands().stream()
                .map(command -> command.terminal())
                .distinct()
                .count();
        return captured.during().isPresent() && terminals > 1 && !transcript.timed()
                ? Optional.of(Message.of("transcript.clock"))
                : Optional.empty();
    }

    private Verdict reachable(Reachable reachable) {
        CommandLog log = transcript.log();
        return OwnTraffic.answered(log, transcript.namespace(reachable.reach().from()), reachable.reach())
                .<Verdict>map(quote -> new Verdict.Passed(List.of(quote)))
                .orElseGet(() -> unseen("transcript.untried"));
    }

    /** Turns a failure into inconclusive if a run in an unnamed namespace may be the missing one. */
    private Verdict placed(String tool, Verdict verdict) {
        return verdict instanceof Verdict.Failed && transcript.anywhere(program(tool))
                ? new Verdict.Inconclusive(Message.of("transcript.place", "tool", tool))
                : verdict;
    }

    /** The program that prints a tool's rows: {@code ip} for {@code ip-route}. */
    private static String program(String tool) {
        return tool.indexOf('-') < 0 ? tool : tool.substring(0, tool.indexOf('-'));
    }

    private Namespace here(Optional<String> namespace) {
        return transcript.namespace(namespace.orElse(Namespace.INIT));
    }

    private static Verdict contrary(Verdict verdict, String tool, Message stillSo) {
        return switch (verdict) {
            case Verdict.Passed(List<Quote> evidence) ->
                new Verdict.Failed(new Diagnosis(Layer.TOOL, tool, stillSo, List.of(), evidence, ""));
            case Verdict.Failed _, Verdict.Inconclusive _ ->
                new Verdict.Inconclusive(Message.of("transcript.absence", "tool", tool));
        };
    }

    private static Verdict unseen(String key) {
        return new Verdict.Inconclusive(Message.of(key));
    }
}
