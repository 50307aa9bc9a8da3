package org.patchbay.lesson;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A lesson for one learner, with its parameters drawn and substituted. Immutable.
 *
 * @param minutes its approximate duration
 * @param profile of the sandbox: {@code net} or {@code docker}
 * @param graded whether its tasks are judged at a hand-in, once, and not before
 * @param shownCounts whether a task still earns points after its solution was shown
 * @param seed that it was bound with
 * @param parameters by name
 * @param setup shell commands, run in order in a new sandbox, without a terminal, before the learner's first prompt
 * @param steps one or more, in order
 */
public record BoundLesson(
        String id,
        Text title,
        Text summary,
        int minutes,
        String profile,
        boolean graded,
        boolean shownCounts,
        long seed,
        Map<String, String> parameters,
        List<String> setup,
        List<Step> steps) {
    public BoundLesson {
        parameters = Map.copyOf(parameters);
        setup = List.copyOf(setup);
        steps = List.copyOf(steps);
    }

    /** A lesson in which tasks with a shown solution earn nothing. */
    public BoundLesson(
            String id,
            Text title,
            Text summary,
            int minutes,
            String profile,
            boolean graded,
            long seed,
            Map<String, String> parameters,
            List<String> setup,
            List<Step> steps) {
        this(id, title, summary, minutes, profile, graded, false, seed, parameters, setup, steps);
    }

    /** The tasks of all steps, in order. */
    public List<Task> tasks() {
        return steps.stream().flatMap(step -> step.tasks().stream()).toList();
    }

    public Optional<Step> step(String id) {
        return steps.stream().filter(s -> s.id().equals(id)).findFirst();
    }
}
