package org.patchbay.lab.machine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.lesson.Action;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;

/**
 * The scripts that bring a new machine to the start of a step: the lesson's setup, then the solutions of earlier steps,
 * as far as their tasks ask about the kernel's state.
 */
public final class StepPreparation {
    /** Time limit of each script. */
    public static final Duration LIMIT = Duration.ofSeconds(60);

    private StepPreparation() {}

    public static List<String> of(BoundLesson lesson, List<Step> behind) {
        List<String> scripts = new ArrayList<>(lesson.setup());
        behind.forEach(step -> scripts.addAll(of(step.tasks())));
        return List.copyOf(scripts);
    }

    /** Scripts with the effects of these tasks' solutions. */
    public static List<String> of(List<Task> solved) {
        List<String> scripts = new ArrayList<>();
        solved.stream()
                .filter(StepPreparation::ofState)
                .forEach(task -> task.solve().forEach(action -> line(action, scripts)));
        return scripts;
    }

    /** Joins scripts into one, which saves channels and shells while a learner waits. The first failure ends it. */
    public static String together(List<String> scripts) {
        return scripts.stream().map(script -> "(\n" + script + "\n) || exit\n").collect(Collectors.joining());
    }

    /** Whether the task asks about the kernel's state alone, and not about what the learner ran. */
    public static boolean ofState(Task task) {
        return task.assertion().needs().stream().allMatch(request -> switch (request) {
            case EvidenceRequest.OfSnapshot _,
                    EvidenceRequest.OfReach _,
                    EvidenceRequest.OfArrival _,
                    EvidenceRequest.OfScript _ -> true;
            case EvidenceRequest.OfCommands _ -> false;
        });
    }

    private static void line(Action action, List<String> scripts) {
        switch (action) {
            // A solution's command may be expected to fail, such as a ping without a reply.
            case Action.Type type -> scripts.add(type.line() + "\ntrue");
            case Action.Until _, Action.Press _ -> {}
        }
    }
}
