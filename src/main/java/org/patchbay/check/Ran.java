package org.patchbay.check;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.patchbay.check.output.Arguments;
import org.patchbay.check.output.EarlierRun;
import org.patchbay.check.output.Listing;
import org.patchbay.check.output.ToolAbsence;
import org.patchbay.check.output.ToolRun;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.observe.parse.Tool;

/**
 * Assertion {@code ran}: the learner ran a tool.
 *
 * @param tool the program's name
 * @param arguments required arguments, each a word ({@code 10.70.2.11}), an option ({@code -n}, also found in {@code
 *     -an}), or an option with its value ({@code -I veth0}, also found as {@code -Iveth0})
 * @param namespace that it ran in; the one the machine booted with if left out
 * @param through a program that started it, directly or from a shell: {@code nsenter}
 * @param after a run that must have begun before this one
 */
@Key("ran")
public record Ran(
        String tool,
        List<String> arguments,
        Optional<String> namespace,
        Optional<String> through,
        Optional<EarlierRun> after)
        implements Assertion {
    /** Options by which a tool prints only its own help or version. */
    private static final Set<String> ABOUT_ITSELF = Set.of("--help", "--version", "-V");

    public Ran {
        arguments = List.copyOf(arguments);
        Listing.checkArguments(tool, arguments);
    }

    /** A run without {@code through} and {@code after}. */
    public Ran(String tool, List<String> arguments, Optional<String> namespace) {
        this(tool, arguments, namespace, Optional.empty(), Optional.empty());
    }

    @Override
    public Set<EvidenceRequest> needs() {
        return EvidenceRequest.SNAPSHOT_AND_COMMANDS;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        return CommandPrecondition.at(evidence, namespace.orElse(Namespace.INIT), this::judge);
    }

    Verdict judge(Snapshot snapshot, Namespace here, CommandLog log) {
        List<ToolRun> runs = ToolRun.of(log, tool);
        Optional<ToolRun> wanted = matching(runs, here, log).reversed().stream().findFirst();
        if (wanted.isPresent()) {
            return new Verdict.Passed(
                    List.of(new Quote(wanted.get().typed(), wanted.get().shown())));
        }
        List<ToolRun> otherwise =
                runs.stream().filter(run -> matches(run, here)).toList();
        if (otherwise.isEmpty()) {
            return absent(snapshot, here, log, runs);
        }
        return through.filter(starter -> otherwise.stream().noneMatch(run -> run.startedBy(starter, log)))
                .map(starter -> notThrough(starter, log))
                .or(() -> after.map(earlier -> tooEarly(earlier, otherwise.getLast(), log)))
                .orElseGet(() -> absent(snapshot, here, log, runs));
    }

    /** The failure if the tool ran before the run that it must follow. */
    private Verdict.Failed tooEarly(EarlierRun earlier, ToolRun last, CommandLog log) {
        boolean since = ToolRun.of(log, earlier.tool()).stream()
                .anyMatch(run ->
                        Arguments.match(earlier.arguments(), run.execution().argv()));
        return since
                ? new DiagnosisBuilder()
                        .failed(
                                Layer.TOOL,
                                tool,
                                Message.of("tool.early", "tool", last.typed(), "wanted", earlier.typed()),
                                "",
                                new Quote(last.typed(), ""))
                : ToolAbsence.notRun(earlier.tool(), earlier.typed());
    }

    private Verdict.Failed notThrough(String starter, CommandLog log) {
        return ToolRun.of(log, starter).isEmpty()
                ? ToolAbsence.never(log, starter, _ -> false)
                : new DiagnosisBuilder()
                        .failed(Layer.TOOL, starter, Message.of("tool.through", "tool", tool, "wanted", starter), "");
    }

    /** Whether this command line is the wanted tool, in any namespace; {@code ip r} is of ip-route. */
    public boolean asksFor(List<String> argv) {
        return !argv.isEmpty()
                && (argv.getFirst().equals(tool)
                        || Tool.of(tool)
                                .filter(meant -> meant.printedBy(argv.getFirst(), argv))
                                .isPresent())
                && Arguments.match(arguments, argv);
    }

    /** The matching runs, ordered by start. */
    List<ToolRun> matching(List<ToolRun> runs, Namespace here, CommandLog log) {
        return runs.stream()
                .filter(run -> matches(run, here)
                        && through.map(starter -> run.startedBy(starter, log)).orElse(true)
                        && after.map(earlier -> earlier.before(run, log)).orElse(true))
                .toList();
    }

    private boolean matches(ToolRun run, Namespace here) {
        return run.in(here) && Arguments.match(arguments, run.execution().argv()) && !tellsOfItself(run);
    }

    /** Whether a run prints only the tool's help or version: {@code iptables --version}, {@code ip link help}. */
    private boolean tellsOfItself(ToolRun run) {
        List<String> argv = run.execution().argv();
        return argv.stream()
                .skip(1)
                .anyMatch(word -> !arguments.contains(word)
                        && (ABOUT_ITSELF.contains(word)
                                || word.equals("help")
                                        && run.execution().program().equals("ip")));
    }

    private Verdict.Failed absent(Snapshot snapshot, Namespace here, CommandLog log, List<ToolRun> runs) {
        return absent(snapshot, here, log, runs, _ -> false);
    }

    /**
     * Explains why there is no matching run.
     *
     * @param enough whether a text would be sufficient, if the tool had printed it
     */
    Verdict.Failed absent(
            Snapshot snapshot, Namespace here, CommandLog log, List<ToolRun> runs, Predicate<String> enough) {
        String typed = Tool.of(tool).map(Tool::typed).orElse(tool);
        if (runs.isEmpty()) {
            return ToolAbsence.never(log, tool, enough);
        }
        List<ToolRun> inside = runs.stream().filter(run -> run.in(here)).toList();
        if (inside.isEmpty()) {
            return new DiagnosisBuilder()
                    .failed(
                            Layer.TOOL,
                            typed,
                            Message.of(
                                    "tool.namespace",
                                    "tool",
                                    typed,
                                    "wanted",
                                    InNamespace.name(here),
                                    "seen",
                                    runs.getLast().namespaceName(snapshot)),
                            "",
                            new Quote(runs.getLast().typed(), ""));
        }
        Optional<ToolRun> ofItself = inside.reversed().stream()
                .filter(run -> Arguments.match(arguments, run.execution().argv()) && tellsOfItself(run))
                .findFirst();
        if (ofItself.isPresent()) {
            return new DiagnosisBuilder()
                    .failed(
                            Layer.TOOL,
                            typed,
                            Message.of("tool.of-itself", "tool", ofItself.get().typed()),
                            "",
                            new Quote(ofItself.get().typed(), ""));
        }
        ToolRun nearest = nearest(inside);
        return new DiagnosisBuilder().failed(Layer.TOOL, typed, otherwise(nearest), "", new Quote(nearest.typed(), ""));
    }

    /** The run with the most required arguments; of several the last. */
    private ToolRun nearest(List<ToolRun> runs) {
        return runs.reversed().stream()
                .max(Comparator.comparingLong(run -> arguments.stream()
                        .filter(one ->
                                Arguments.match(List.of(one), run.execution().argv()))
                        .count()))
                .orElseThrow();
    }

    /** The argument that the run had in place of a required one, or that it is missing. */
    private Message otherwise(ToolRun run) {
        List<String> argv = run.execution().argv();
        String missing = arguments.stream()
                .filter(one -> !Arguments.match(List.of(one), argv))
                .findFirst()
                .orElseGet(() -> String.join(" ", arguments));
        return Arguments.instead(missing, argv)
                .map(seen -> Message.of("tool.other-argument", "tool", run.typed(), "seen", seen, "wanted", missing))
                .orElseGet(() -> Message.of("tool.arguments", "tool", run.typed(), "wanted", missing));
    }

    @Override
    public Verdict judgeNegated(Evidence evidence) {
        return Negation.of(judge(evidence), Layer.TOOL, tool, Message.of("tool.was-run", "tool", tool), "");
    }
}
