package org.patchbay.lab;

import java.util.HashMap;
import java.util.Map;
import org.patchbay.check.Diagnosis;
import org.patchbay.check.Verdict;
import org.patchbay.lesson.Task;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;

/**
 * Whether a learner has acted on a task, so that its failure is news and not a reproach for what was not begun: a command
 * has come to something since, and it named what the diagnosis is about, or the diagnosis is no longer the one from the
 * step's beginning. Begins anew with each step. Not thread-safe.
 */
final class Attention {
    /** As many lines as tools print before they have seen anything: tcpdump's two, ping's one. */
    private static final int HEADING = 2;

    private final Map<String, Diagnosis> atFirst = new HashMap<>();

    boolean acted(Task task, Verdict verdict, CommandLog commands) {
        return switch (verdict) {
            case Verdict.Passed _ -> true;
            case Verdict.Inconclusive _ -> commands.commands().stream().anyMatch(Attention::cameToSomething);
            case Verdict.Failed failed -> {
                Diagnosis diagnosis = failed.diagnosis();
                Diagnosis first = atFirst.putIfAbsent(task.id(), diagnosis);
                boolean moved = first != null && !first.equals(diagnosis);
                yield commands.commands().stream()
                        .filter(Attention::cameToSomething)
                        .anyMatch(command -> moved || names(command, diagnosis.about()));
            }
        };
    }

    /** A command that still runs and has shown nothing may be about to do what was asked. */
    private static boolean cameToSomething(Command command) {
        return !command.running()
                || command.output().lines().skip(HEADING).findAny().isPresent();
    }

    private static boolean names(Command command, String about) {
        return !about.isEmpty() && command.line().contains(about);
    }
}
