package org.patchbay.lab.machine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.NamespaceStates;
import org.patchbay.observe.kernel.NamespaceStates.Moment;
import org.patchbay.observe.kernel.NamespaceStates.Run;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.observe.parse.Tool;
import org.patchbay.probe.Look;

/**
 * The newest programs that ran in a sandbox, at most {@value #CAPACITY}, as reported by its kernel. Assigns to each
 * command the programs that started on its terminal before the next command, by the sandbox's clock if the shell
 * reports it. Keeps the kernel's state after each of the newest {@value #MOMENTS} runs of tools that print tables.
 * Thread-safe.
 */
public final class Executions {
    public static final int CAPACITY = 4096;
    static final int MOMENTS = 64;

    private final Map<Run, Execution> byRun = new LinkedHashMap<>();
    private final Map<Run, Execution> awaiting = new LinkedHashMap<>();
    private final Map<Run, Moment> moments = new LinkedHashMap<>();
    private Optional<Snapshot> last = Optional.empty();

    /** Adds executions. Looks and notices may arrive in either order: an ended program stays ended. */
    public synchronized void add(List<Execution> news) {
        for (Execution execution : news) {
            Run run = Run.of(execution);
            Execution known = byRun.get(run);
            if (known == null || known.endedAt().isEmpty()) {
                byRun.put(run, execution);
                if (execution.endedAt().isPresent() && printsTable(execution)) {
                    awaiting.put(run, execution);
                }
            }
        }
        forget(byRun, CAPACITY);
        // A notice may precede a look that reports programs that ended long ago.
        while (awaiting.size() > MOMENTS) {
            awaiting.values().remove(Collections.min(awaiting.values(), Comparator.comparing(Executions::end)));
        }
    }

    private static double end(Execution ended) {
        return ended.endedAt().orElseThrow();
    }

    /** Adds a look's executions, and keeps its state for runs that it is the first to follow. */
    synchronized void add(Look look) {
        add(look.executions());
        Snapshot now = look.snapshot();
        awaiting.values().removeIf(run -> {
            boolean followed = now.takenAt() >= end(run);
            if (followed) {
                place(run, now).ifPresent(there -> remember(run, now, there));
            }
            return followed;
        });
        forget(moments, MOMENTS);
        last = Optional.of(now);
    }

    private void remember(Execution run, Snapshot now, Namespace there) {
        boolean rules = Stream.of(Tool.IPTABLES, Tool.IPTABLES_SAVE)
                .anyMatch(tool -> tool.printedBy(run.program(), run.argv()));
        Optional<Namespace> before = last.flatMap(seen -> place(run, seen)).map(seen -> known(seen.tables(rules)));
        moments.put(Run.of(run), new Moment(now.takenAt(), known(there.tables(rules)), before));
    }

    private static Optional<Namespace> place(Execution run, Snapshot seen) {
        return run.lookedInto().map(seen::namespace).orElseGet(() -> seen.namespace(run.namespace()));
    }

    /** Shares equal states between runs. */
    private Namespace known(Namespace seen) {
        return moments.values().stream()
                .flatMap(moment -> Stream.concat(Stream.of(moment.after()), moment.before().stream()))
                .filter(seen::equals)
                .findFirst()
                .orElse(seen);
    }

    /** Only on a terminal: a daemon's many runs, as when Docker starts, are no evidence. */
    private static boolean printsTable(Execution execution) {
        return !execution.terminal().isEmpty()
                && Stream.of(Tool.values())
                        .filter(tool -> tool != Tool.TCPDUMP && tool != Tool.PING)
                        .anyMatch(tool -> tool.printedBy(execution.program(), execution.argv()));
    }

    private static void forget(Map<Run, ?> known, int most) {
        var oldest = known.keySet().iterator();
        while (known.size() > most) {
            oldest.next();
            oldest.remove();
        }
    }

    /** Whether a run of this genuine program has not ended. */
    public synchronized boolean running(String program) {
        return byRun.values().stream()
                .anyMatch(one -> one.program().equals(program) && one.endedAt().isEmpty());
    }

    /** The programs that have not ended. */
    public synchronized Set<Run> running() {
        return byRun.entrySet().stream()
                .filter(one -> one.getValue().endedAt().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The commands with the programs that ran under each, and the kernel's states afterwards. */
    public synchronized CommandLog joined(CommandLog log) {
        Map<String, TreeMap<Double, Command>> starts = new LinkedHashMap<>();
        log.commands()
                .forEach(command -> starts.computeIfAbsent(command.terminal(), id -> new TreeMap<>())
                        .put(command.startedAt(), command));
        Map<Command, List<Execution>> under = new IdentityHashMap<>();
        for (Execution execution : byRun.values()) {
            TreeMap<Double, Command> commands = starts.get(execution.terminal());
            var begun = commands == null ? null : commands.floorEntry(execution.startedAt());
            if (begun != null) {
                under.computeIfAbsent(begun.getValue(), command -> new ArrayList<>())
                        .add(execution);
            }
        }
        return new CommandLog(log.commands().stream()
                        .map(command -> with(command, under.getOrDefault(command, List.of())))
                        .toList())
                .with(new NamespaceStates(moments));
    }

    private static Command with(Command command, List<Execution> executions) {
        List<Execution> sorted = executions.stream()
                .sorted(Comparator.comparingDouble(Execution::startedAt))
                .toList();
        return command.with(sorted);
    }
}
