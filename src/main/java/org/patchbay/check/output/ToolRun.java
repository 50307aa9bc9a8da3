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
 * One run of a genuine program, with the command that started it. Runs from before {@link CommandLog#from} are left
 * out, except those in whose command the learner has run something since.
 */
public record ToolRun(Command command, Execution execution) {
    private static final int MOST_LINES = 8;

    /** All runs of a tool, ordered by start. */
    public static List<ToolRun> of(CommandLog log, String tool) {
        return log.commands().stream()
                .flatMap(command -> command.executions().stream()
                        .filter(execution -> execution.program().equals(tool) && counts(execution, log))
                        .map(execution -> new ToolRun(command, execution)))
                .toList();
    }

    /** All runs that printed what the tool's parser reads, ordered by start; {@code ip route add} is none. */
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

    /** Whether it printed this namespace's state. */
    public boolean in(Namespace namespace) {
        return execution
                .lookedInto()
                .map(name -> namespace.names().contains(name))
                .orElse(execution.namespace() == namespace.inode());
    }

    /** The namespace's name in lessons; its number if it no longer exists. */
    public String namespaceName(Snapshot snapshot) {
        return execution
                .lookedInto()
                .orElseGet(() -> snapshot.namespace(execution.namespace())
                        .map(InNamespace::name)
                        .orElse("net:[" + execution.namespace() + "]"));
    }

    /**
     * The command as typed: the line, or the program's arguments inside another shell. Colour options added by an alias
     * are removed.
     */
    public String typed() {
        return nested()
                ? execution.argv().stream()
                        .filter(word -> !word.startsWith("-color") && !word.startsWith("--color"))
                        .collect(Collectors.joining(" "))
                : command.line();
    }

    /**
     * Whether the command's line and output may belong to another program: it was typed in a shell inside that command,
     * or started by a line that is not known yet.
     */
    private boolean nested() {
        return !command.line().contains(execution.program())
                || command.executions().stream().anyMatch(OutputTrust::interactiveShell);
    }

    /** The first lines of its trustworthy output. */
    public String shown() {
        return nested() || doubt().isPresent()
                ? ""
                : command.output().lines().limit(MOST_LINES).collect(Collectors.joining("\n"));
    }

    /** Why the terminal's text is no trustworthy output of this run; empty if it is. */
    public Optional<Message> doubt() {
        return OutputTrust.doubt(command, execution);
    }

    /**
     * Its possible output: that of its command and, for a background run, the terminal's text while it ran, at the
     * prompt and under commands whose writers are all known.
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

    /** Whether a later command's output can be separated; {@code wait} and {@code fg} run no program of their own. */
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
     * Whether its process began as this genuine program, or descends from one: {@code nsenter} executes its target,
     * possibly a shell, in place (nsenter(1)).
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

    /** Whether both ran at the same time, by the sandbox's clock. */
    public boolean meets(ToolRun other) {
        return execution.startedAt() < other.execution.endedAt().orElse(Double.POSITIVE_INFINITY)
                && other.execution.startedAt() < execution.endedAt().orElse(Double.POSITIVE_INFINITY);
    }

    /** Whether this run lasted during the whole of another, by the sandbox's clock. */
    public boolean spans(ToolRun other) {
        return execution.startedAt() <= other.execution.startedAt()
                && other.execution.endedAt().isPresent()
                && (execution.endedAt().isEmpty()
                        || execution.endedAt().getAsDouble()
                                >= other.execution.endedAt().getAsDouble());
    }
}
