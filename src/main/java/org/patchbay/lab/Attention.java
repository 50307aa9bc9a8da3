package org.patchbay.lab;

import java.util.HashMap;
import java.util.Map;
import org.patchbay.check.Diagnosis;
import org.patchbay.check.Verdict;
import org.patchbay.lesson.Task;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;

/**
 * Whether a learner has acted on a task, so that its failure is news and not a reproach for what was not begun: the
 * diagnosis is no longer the one from the step's beginning, or a command named what it is about. Begins anew with each
 * step. Not thread-safe.
 */
final class Attention {
    private final Map<String, Diagnosis> atFirst = new HashMap<>();

    boolean acted(Task task, Verdict verdict, CommandLog commands) {
        return switch (verdict) {
            case Verdict.Passed _ -> true;
            case Verdict.Inconclusive _ -> !commands.commands().isEmpty();
            case Verdict.Failed failed -> {
                Diagnosis diagnosis = failed.diagnosis();
                Diagnosis first = atFirst.putIfAbsent(task.id(), diagnosis);
                boolean moved = first != null && !first.equals(diagnosis);
                yield !commands.commands().isEmpty()
                        && (moved
                                || commands.commands().stream()
                                        .map(Command::line)
                                        .anyMatch(line -> names(line, diagnosis.about())));
            }
        };
    }

    private static boolean names(String line, String about) {
        return !about.isEmpty() && line.contains(about);
    }
}
