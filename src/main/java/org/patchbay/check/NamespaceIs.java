package org.patchbay.check;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.patchbay.check.output.OutputTrust;
import org.patchbay.check.output.ToolRun;
import org.patchbay.check.packet.DevicePrecondition;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;

/**
 * Assertion {@code namespace}: a network namespace exists, with a process that the learner started.
 *
 * @param name as in {@link DeviceName#namespace}
 * @param process the genuine name of a tool that was started in a terminal and still runs there; {@code shell} for a
 *     terminal's shell
 */
@Key("namespace")
public record NamespaceIs(String name, Optional<String> process) implements Assertion {
    private static final String SHELL = "shell";
    /** The most pids per namespace in a snapshot. */
    private static final int TOLD = 16;

    public NamespaceIs {
        if (name.isEmpty() || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("'" + name + "' is not a namespace name");
        }
    }

    @Override
    public Set<EvidenceRequest> needs() {
        return process.isPresent() ? EvidenceRequest.SNAPSHOT_AND_COMMANDS : EvidenceRequest.SNAPSHOT;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        if (process.isEmpty()) {
            return DevicePrecondition.inNamespace(
                    evidence,
                    name,
                    (_, here, builder) -> builder.saw(listed(here)).passed());
        }
        return CommandPrecondition.at(
                evidence,
                name,
                (snapshot, here, log) -> inside(here, log)
                        .<Verdict>map(quote -> new Verdict.Passed(List.of(quote)))
                        .orElseGet(() -> elsewhere(snapshot, log)));
    }

    private Quote listed(Namespace here) {
        return here.names().contains(name) && !name.startsWith(Snapshot.OF_CONTAINER)
                ? new Quote("ip netns list", name)
                : new Quote("lsns -t net", Long.toString(here.inode()));
    }

    /** Evidence that the process is in there. */
    private Optional<Quote> inside(Namespace here, CommandLog log) {
        return running(log)
                .filter(found -> found.execution().namespace() == here.inode())
                .findFirst()
                .or(() -> process.get().equals(SHELL) ? entered(here, log) : Optional.empty())
                .map(found -> new Quote(
                        found.command().line(),
                        String.join(" ", found.execution().argv())));
    }

    /** Runs of the wanted programs that have not ended. */
    private Stream<ToolRun> running(CommandLog log) {
        return log.commands().stream()
                .flatMap(command -> command.executions().stream()
                        .filter(one -> one.endedAt().isEmpty() && wanted(one))
                        .map(one -> new ToolRun(command, one)));
    }

    private boolean wanted(Execution one) {
        return process.get().equals(SHELL)
                ? OutputTrust.interactiveShell(one) && !one.terminal().isEmpty()
                : process.get().equals(one.program());
    }

    /** A shell entered before this step: the last program of a terminal, started in this namespace. */
    private static Optional<ToolRun> entered(Namespace here, CommandLog log) {
        Set<String> terminals = new HashSet<>();
        return log.commands().stream()
                .sorted(Comparator.comparingDouble(Command::startedAt).reversed())
                .filter(command -> terminals.add(command.terminal()))
                .filter(command -> !command.executions().isEmpty())
                .map(command -> new ToolRun(
                        command,
                        command.executions().stream()
                                .min(Comparator.comparingDouble(Execution::startedAt))
                                .orElseThrow()))
                .filter(run -> run.execution().namespace() == here.inode())
                .findFirst();
    }

    private Verdict elsewhere(Snapshot snapshot, CommandLog log) {
        DiagnosisBuilder builder = new DiagnosisBuilder().sound(Layer.LINK);
        return running(log)
                .reduce((_, last) -> last)
                .map(run -> builder.failed(
                        Layer.TOOL,
                        process.get(),
                        Message.of(
                                "namespace.other",
                                "namespace",
                                name,
                                "process",
                                process.get(),
                                "seen",
                                run.namespaceName(snapshot)),
                        see(),
                        new Quote(run.typed(), "")))
                .orElseGet(() -> builder.failed(
                        Layer.TOOL,
                        process.get(),
                        Message.of("namespace.nobody", "namespace", name, "process", process.get()),
                        see()));
    }

    private String see() {
        return name.startsWith(Snapshot.OF_CONTAINER) ? "lsns -t net" : "ip netns pids " + name;
    }

    @Override
    public Verdict judgeNegated(Evidence evidence) {
        Verdict verdict = judge(evidence);
        boolean unaccounted = verdict instanceof Verdict.Failed && process.isPresent() && strangers(evidence);
        return unaccounted
                ? new Verdict.Inconclusive(Message.of("unseen.processes", "namespace", name))
                : Negation.of(
                        verdict,
                        process.isPresent() ? Layer.TOOL : Layer.LINK,
                        process.orElse(name),
                        Message.of(
                                process.isPresent() ? "namespace.still-in" : "namespace.still-there",
                                "namespace",
                                name,
                                "process",
                                process.orElse("")),
                        process.isPresent() ? see() : "ip netns list");
    }

    /** Whether the namespace has unknown processes, one of which may be the wanted one. */
    private boolean strangers(Evidence evidence) {
        Set<Integer> known = new HashSet<>();
        evidence.commands().map(CommandLog::commands).orElse(List.of()).stream()
                .flatMap(command -> command.executions().stream())
                .filter(one -> one.endedAt().isEmpty())
                .forEach(one -> known.add(one.pid()));
        return evidence.snapshot()
                .flatMap(snapshot -> snapshot.namespace(name))
                .filter(here -> here.pids().size() >= TOLD || !known.containsAll(here.pids()))
                .isPresent();
    }
}
