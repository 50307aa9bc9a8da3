package org.patchbay.lab.judge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.patchbay.check.output.ToolAbsence;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.lesson.Action;
import org.patchbay.lesson.Task;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;

/**
 * Decides whether a learner has tried a task, so that its failure may be shown. A task counts as tried if
 *
 * <ul>
 *   <li>a command that produced output names the diagnosis's subject, or
 *   <li>the diagnosis has changed since the step began.
 * </ul>
 *
 * Commands that belong to another open task's solution, or are only the beginning of this one's, do not count. A
 * command that made no task pass counts for the task whose solution is most similar, so that every failed attempt gets
 * an answer; only then may the answer be that something was not run. Reset with each step. Not thread-safe.
 */
final class ActivityGate {
    /** Lines that tools print before they have seen anything: tcpdump's two, ping's one. */
    private static final int HEADING = 2;

    /** Diagnoses of a table without the expected entry, which answer a learner who listed it too early. */
    private static final Set<String> UNFILLED = Set.of("neighbour.missing", "fdb.missing");

    /** Diagnoses of a run of the right program with other arguments. */
    private static final Set<String> OTHERWISE = Set.of("tool.arguments", "tool.other-argument");

    private final Map<String, Diagnosis> atFirst = new HashMap<>();
    private final Set<String> passed = new HashSet<>();
    private final Set<String> acted = new HashSet<>();
    /** Tasks with a real attempt, not only a related command. */
    private final Set<String> attempted = new HashSet<>();
    /** For each command, when first seen, the open task whose solution it belongs to. */
    private final Map<List<String>, Optional<String>> partOf = new HashMap<>();

    private final Set<List<String>> weighed = new HashSet<>();

    /** A typed or started command, with the terminal command that it belongs to. */
    private record Deed(Command command, TypedCommand typed) {
        List<String> key() {
            return ActivityGate.key(command, typed.words());
        }
    }

    private static List<String> key(Command command, List<String> words) {
        List<String> key = new ArrayList<>(List.of(command.terminal(), String.valueOf(command.number())));
        key.addAll(words);
        return key;
    }

    /**
     * The tasks that the learner has tried.
     *
     * @param verdicts of all tasks of the step, at one look
     * @param commands since the step was opened; earlier ones are no attempt
     */
    Set<Task> acted(Map<Task, Verdict> verdicts, CommandLog commands) {
        List<Command> recent =
                commands.commands().stream().filter(commands::recent).toList();
        List<Command> ended =
                recent.stream().filter(ActivityGate::cameToSomething).toList();
        List<Deed> recentDeeds = deeds(recent, commands);
        recent.forEach(command -> {
            List<TypedCommand> typed = typed(command, recentDeeds);
            partOf.computeIfAbsent(key(command, typed), _ -> partOf(typed, verdicts));
        });
        verdicts.forEach((task, verdict) -> {
            if (verdict instanceof Verdict.Failed(Diagnosis diagnosis) && named(task, diagnosis, ended, recentDeeds)) {
                acted.add(task.id());
            }
        });
        boolean earned = false;
        for (Map.Entry<Task, Verdict> one : verdicts.entrySet()) {
            earned |= one.getValue() instanceof Verdict.Passed
                    && passed.add(one.getKey().id());
        }
        // Wait for pending probes before judging commands.
        if (verdicts.values().stream().noneMatch(ActiveProbes::awaited)) {
            for (Deed deed : earned ? recentDeeds : deeds(ended, commands)) {
                if (weighed.add(deed.key()) && !earned) {
                    answer(deed, verdicts, recentDeeds);
                }
            }
        }
        Set<Task> tasks = new HashSet<>();
        verdicts.forEach((task, verdict) -> {
            boolean shown = switch (verdict) {
                case Verdict.Passed _ -> true;
                case Verdict.Inconclusive _ -> !ended.isEmpty();
                case Verdict.Failed(Diagnosis diagnosis) ->
                    (ToolAbsence.onlyNotRun(diagnosis) ? attempted : acted).contains(task.id());
            };
            if (shown) {
                tasks.add(task);
            }
        });
        return tasks;
    }

    private boolean named(Task task, Diagnosis diagnosis, List<Command> ended, List<Deed> recent) {
        Diagnosis first = atFirst.putIfAbsent(task.id(), diagnosis);
        boolean moved = first != null && !first.equals(diagnosis);
        if (OTHERWISE.contains(diagnosis.sentence().key()) && !solution(task).isEmpty()) {
            // Programs such as ip do many things: a run counts only for the tasks that it resembles.
            return recent.stream()
                    .filter(deed -> ended.contains(deed.command()) && likeness(deed.typed(), task) > 0)
                    .anyMatch(deed -> mayConcern(task, diagnosis, deed.command(), recent));
        }
        return ended.stream()
                .filter(command -> moved || names(command, diagnosis.about()))
                .anyMatch(command -> mayConcern(task, diagnosis, command, recent));
    }

    private boolean mayConcern(Task task, Diagnosis diagnosis, Command command, List<Deed> recent) {
        List<TypedCommand> typed = typed(command, recent);
        boolean another = partOf.get(key(command, typed))
                .filter(id -> !id.equals(task.id()))
                .isPresent();
        boolean more = !typed.isEmpty()
                && typed.stream()
                        .allMatch(one ->
                                begins(one, task) && !one.alike(solution(task).getLast())
                                        || tooEarly(new Deed(command, one), task, diagnosis, recent));
        return !another && !more;
    }

    private static List<TypedCommand> typed(Command command, List<Deed> deeds) {
        return deeds.stream()
                .filter(deed -> deed.command().equals(command))
                .map(Deed::typed)
                .distinct()
                .toList();
    }

    private static List<String> key(Command command, Collection<TypedCommand> typed) {
        return key(command, typed.stream().flatMap(one -> one.words().stream()).toList());
    }

    /** The first task that is open, or has passed by these verdicts; commands such as {@code sleep} are no task's. */
    private Optional<String> partOf(List<TypedCommand> line, Map<Task, Verdict> verdicts) {
        List<TypedCommand> typed = line.stream()
                .filter(one -> verdicts.keySet().stream().anyMatch(task -> likeness(one, task) > 0))
                .toList();
        return verdicts.entrySet().stream()
                .filter(one -> !(one.getValue() instanceof Verdict.Passed)
                        || !passed.contains(one.getKey().id()))
                .map(Map.Entry::getKey)
                .filter(task -> !typed.isEmpty()
                        && typed.stream()
                                .allMatch(one -> solution(task).stream().anyMatch(one::alike)))
                .map(Task::id)
                .findFirst();
    }

    /** A running command without output may still do what the task requires. */
    private static boolean cameToSomething(Command command) {
        return !command.running()
                || command.output().lines().skip(HEADING).findAny().isPresent();
    }

    private static boolean names(Command command, String about) {
        return !about.isEmpty() && command.line().contains(about);
    }

    /** In a nested shell, the typed commands are known by what ran. */
    private static List<Deed> deeds(List<Command> commands, CommandLog log) {
        return commands.stream()
                .flatMap(command -> (command.executions().isEmpty()
                                ? TypedCommand.of(command.line()).stream()
                                : command.executions().stream()
                                        .filter(log::recent)
                                        .flatMap(run -> TypedCommand.of(run.argv()).stream()))
                        .map(typed -> new Deed(command, typed)))
                .toList();
    }

    /** Of similar tasks, the one that was answered before, else the first. */
    private void answer(Deed deed, Map<Task, Verdict> verdicts, List<Deed> recent) {
        List<Task> open = verdicts.entrySet().stream()
                .filter(one -> !(one.getValue() instanceof Verdict.Passed))
                .map(Map.Entry::getKey)
                .toList();
        int best = open.stream()
                .mapToInt(task -> likeness(deed.typed(), task))
                .max()
                .orElse(0);
        List<Task> meant = open.stream()
                .filter(task -> likeness(deed.typed(), task) == best)
                .toList();
        boolean failed = best > 0
                && meant.stream()
                        .noneMatch(task -> begins(deed.typed(), task)
                                || verdicts.get(task) instanceof Verdict.Failed(Diagnosis diagnosis)
                                        && tooEarly(deed, task, diagnosis, recent));
        if (failed) {
            Task at = meant.stream()
                    .filter(task -> acted.contains(task.id()))
                    .findFirst()
                    .orElseGet(meant::getFirst);
            acted.add(at.id());
            if (isOfKind(deed.typed(), solution(at))) {
                attempted.add(at.id());
            }
        }
    }

    /** 0 for none; 1 for the same kind of command, or a change to something that the solution names; 2 for both. */
    private static int likeness(TypedCommand typed, Task task) {
        List<TypedCommand> solution = solution(task);
        boolean kind = isOfKind(typed, solution);
        boolean names = solution.stream().anyMatch(one -> !Collections.disjoint(one.names(), typed.names()));
        return kind ? names ? 2 : 1 : names && !typed.looks() ? 1 : 0;
    }

    private static boolean isOfKind(TypedCommand typed, List<TypedCommand> solution) {
        return solution.stream().anyMatch(one -> one.kind().equals(typed.kind()));
    }

    /** Whether it is the start of a solution: the learner may be about to type the rest. */
    private static boolean begins(TypedCommand typed, Task task) {
        List<TypedCommand> solution = solution(task);
        return solution.stream().limit(Math.max(0, solution.size() - 1)).anyMatch(typed::alike);
    }

    /** Whether it inspects what the solution first changes, before any such change, and the answer is not just that. */
    private static boolean tooEarly(Deed deed, Task task, Diagnosis diagnosis, List<Deed> recent) {
        TypedCommand typed = deed.typed();
        List<TypedCommand> before = solution(task).stream()
                .takeWhile(one -> !one.kind().equals(typed.kind()))
                .toList();
        return typed.looks()
                && !UNFILLED.contains(diagnosis.sentence().key())
                && !before.isEmpty()
                && before.size() < solution(task).size()
                && recent.stream()
                        .filter(earlier ->
                                earlier.command().startedAt() <= deed.command().startedAt())
                        .noneMatch(earlier -> isOfKind(earlier.typed(), before));
    }

    private static List<TypedCommand> solution(Task task) {
        return task.solve().stream()
                .filter(Action.Type.class::isInstance)
                .flatMap(action -> TypedCommand.of(((Action.Type) action).line()).stream())
                .toList();
    }
}
