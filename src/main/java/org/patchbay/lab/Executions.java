package org.patchbay.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.Execution;

/**
 * The programs that ran in a sandbox, as its kernel reported them: at most {@value #CAPACITY}, the newest. Gives each
 * command the programs that started on its terminal between its start and the next one's. Both times are the sandbox's
 * own where its shell says them. Thread-safe.
 */
final class Executions {
    static final int CAPACITY = 4096;

    private final Map<Key, Execution> byKey = new LinkedHashMap<>();

    private record Key(int pid, double startedAt) {}

    /** Adds new ones. What has ended stays ended: of a look and a notice, either may come first. */
    synchronized void add(List<Execution> news) {
        for (Execution execution : news) {
            byKey.merge(
                    new Key(execution.pid(), execution.startedAt()),
                    execution,
                    (known, told) -> known.endedAt().isPresent() ? known : told);
        }
        var oldest = byKey.keySet().iterator();
        while (byKey.size() > CAPACITY) {
            oldest.next();
            oldest.remove();
        }
    }

    /** Whether a run of this genuine program has begun and not ended. */
    synchronized boolean running(String program) {
        return byKey.values().stream()
                .anyMatch(one -> one.program().equals(program) && one.endedAt().isEmpty());
    }

    /** The same commands with the programs that ran under each. */
    synchronized CommandLog joined(CommandLog log) {
        Map<String, TreeMap<Double, Command>> starts = new LinkedHashMap<>();
        log.commands()
                .forEach(command -> starts.computeIfAbsent(command.terminal(), id -> new TreeMap<>())
                        .put(command.startedAt(), command));
        Map<Command, List<Execution>> under = new IdentityHashMap<>();
        for (Execution execution : byKey.values()) {
            TreeMap<Double, Command> commands = starts.get(execution.terminal());
            var begun = commands == null ? null : commands.floorEntry(execution.startedAt());
            if (begun != null) {
                under.computeIfAbsent(begun.getValue(), command -> new ArrayList<>())
                        .add(execution);
            }
        }
        return new CommandLog(log.commands().stream()
                .map(command -> with(command, under.getOrDefault(command, List.of())))
                .toList());
    }

    private static Command with(Command command, List<Execution> executions) {
        List<Execution> sorted = executions.stream()
                .sorted(Comparator.comparingDouble(Execution::startedAt))
                .toList();
        return new Command(
                command.terminal(),
                command.number(),
                command.line(),
                command.output(),
                command.running(),
                command.exitStatus(),
                command.namespace(),
                command.startedAt(),
                command.endedAt(),
                sorted);
    }
}
