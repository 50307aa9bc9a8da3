package org.patchbay.check.output;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Message;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.observe.parse.Tool;

/**
 * One run of a genuine program, and the command that it ran under. Those that belong to what was asked of the learner before
 * are left out, as {@link CommandLog#from} has it: that is, all that began before then, but those beside which the learner
 * has tried something since.
 */
public record ToolRun(Command command, Execution execution) {
    private static final int MOST_LINES = 8;

    /** All runs of a tool, by start. */
    public static List<ToolRun> of(CommandLog log, String tool) {
        return log.commands().stream()
                .flatMap(command -> command.executions().stream()
                        .filter(execution -> execution.program().equals(tool) && counts(execution, log))
                        .map(execution -> new ToolRun(command, execution)))
                .toList();
    }

    /** All runs that printed what a parser reads, by start; {@code ip route add} is none. */
    public static List<ToolRun> of(CommandLog log, Tool tool) {
        return log.commands().stream()
                .flatMap(command -> command.executions().stream()
                        .filter(execution -> tool.printedBy(execution.program(), execution.argv()))
                        .filter(execution -> tool == Tool.PING
                                || tool == Tool.TCPDUMP
                                || Listing.is(execution.program(), execution.argv()))
                        .filter(execution -> counts(execution, log))
                        .map(execution -> new ToolRun(command, execution)))
                .toList();
    }

    private static boolean counts(Execution run, CommandLog log) {
        return log.recent(run)
                || log.commands().stream()
                        .flatMap(command -> command.executions().stream())
                        .filter(other -> log.recent(other) && !Listing.is(other.program(), other.argv()))
                        .anyMatch(other -> other.startedAt() < run.endedAt().orElse(Double.POSITIVE_INFINITY));
    }

    /** Whether it told of this namespace. */
    public boolean in(Namespace namespace) {
        return execution
                .lookedInto()
                .map(name -> namespace.names().contains(name))
                .orElse(execution.namespace() == namespace.inode());
    }

    /** What lessons call the namespace of which it told; its number if that one is gone. */
    public String namespaceName(Snapshot snapshot) {
        return execution
                .lookedInto()
                .orElseGet(() -> snapshot.namespace(execution.namespace())
                        .map(InNamespace::name)
                        .orElse("net:[" + execution.namespace() + "]"));
    }

    /**
     * How it was typed: the line, or inside another shell what the program was started with. An alias that only adds colour
     * is not the learner's.
     */
    public String typed() {
        return nested()
                ? execution.argv().stream()
                        .filter(word -> !word.startsWith("-color") && !word.startsWith("--color"))
                        .collect(Collectors.joining(" "))
                : command.line();
    }

    /**
     * Whether the command's line and output may be another's: typed in a shell inside that command, or started by a line that
     * is not known yet.
     */
    private boolean nested() {
        return !command.line().contains(execution.program())
                || command.executions().stream().anyMatch(OutputTrust::interactiveShell);
    }

    /** The first lines of what the terminal shows of it, where that is its own. */
    public String shown() {
        return nested() || doubt().isPresent()
                ? ""
                : command.output().lines().limit(MOST_LINES).collect(Collectors.joining("\n"));
    }

    /** Why what stands on the terminal can't be taken for what this run printed; empty when it can. */
    public Optional<Message> doubt() {
        return OutputTrust.doubt(command, execution);
    }

    /**
     * What it may have printed: the output of its command and, when it ran in the background, what came to that terminal
     * while it still ran, at the prompt and under those commands of which all writers are known, as far as can be told.
     */
    public String text(CommandLog log) {
        double end = execution.endedAt().orElse(Double.POSITIVE_INFINITY);
        List<String> parts = new ArrayList<>();
        parts.add(command.output());
        addAside(command, end, parts);
        for (Command later : log.commands()) {
            boolean after = later.terminal().equals(command.terminal()) && later.number() > command.number();
            if (after && later.startedAt() < end && clean(later)) {
                parts.add(later.output());
            }
            if (after) {
                addAside(later, end, parts);
            }
        }
        return String.join("\n", parts);
    }

    /** {@code wait} and {@code fg} run no program of their own. */
    private static boolean clean(Command later) {
        return OutputTrust.builtin(later.line()).isEmpty()
                && later.executions().stream()
                        .filter(one -> one.stdout() == Execution.Sink.TERMINAL)
                        .allMatch(one -> OutputTrust.doubt(later, one).isEmpty()
                                && !one.program().isEmpty());
    }

    private static void addAside(Command command, double end, List<String> parts) {
        if (!command.running()
                && command.endedAt() < end
                && !command.afterwards().isEmpty()) {
            parts.add(command.afterwards());
        }
    }

    /**
     * Whether its process is one that began as this genuine program, or descends from such a one: {@code nsenter} becomes
     * what it is to start, which may be a shell (nsenter(1)).
     */
    public boolean startedBy(String program, CommandLog log) {
        List<Execution> all = log.commands().stream()
                .flatMap(other -> other.executions().stream())
                .toList();
        Set<Integer> seen = new HashSet<>();
        Deque<Integer> line = new ArrayDeque<>(List.of(execution.pid(), execution.parent()));
        while (!line.isEmpty()) {
            int pid = line.pop();
            if (!seen.add(pid)) {
                continue;
            }
            for (Execution one : all) {
                if (one.pid() == pid && one.startedAt() <= execution.startedAt()) {
                    if (one.program().equals(program)) {
                        return true;
                    }
                    line.push(one.parent());
                }
            }
        }
        return false;
    }

    /** Whether there was a moment at which both ran; by the sandbox's clock. */
    public boolean meets(ToolRun other) {
        return execution.startedAt() < other.execution.endedAt().orElse(Double.POSITIVE_INFINITY)
                && other.execution.startedAt() < execution.endedAt().orElse(Double.POSITIVE_INFINITY);
    }

    /** Whether this run lasted during the whole of another; both by the sandbox's clock. */
    public boolean spans(ToolRun other) {
        return execution.startedAt() <= other.execution.startedAt()
                && other.execution.endedAt().isPresent()
                && (execution.endedAt().isEmpty()
                        || execution.endedAt().getAsDouble()
                                >= other.execution.endedAt().getAsDouble());
    }
}
