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
 * What brings a fresh machine to the start of a step: the lesson's setup, then the solutions of the steps before. Of
 * those only what the kernel's state is asked about: a tool's output leaves nothing behind.
 */
public final class StepPreparation {
    /** For each script. */
    public static final Duration LIMIT = Duration.ofSeconds(60);

    private StepPreparation() {}

    public static List<String> of(BoundLesson lesson, List<Step> behind) {
        List<String> scripts = new ArrayList<>(lesson.setup());
        behind.forEach(step -> scripts.addAll(of(step.tasks())));
        return List.copyOf(scripts);
    }

    /** What these tasks leave. */
    public static List<String> of(List<Task> solved) {
        List<String> scripts = new ArrayList<>();
        solved.stream()
                .filter(StepPreparation::ofState)
                .forEach(task -> task.solve().forEach(action -> line(action, scripts)));
        return scripts;
    }

    /** One script of several, which a learner waits for: each costs a channel and a shell less. The first to fail ends it. */
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
            // What a solution shows may well be a failure, such as a ping that nobody answers.
            case Action.Type type -> scripts.add(type.line() + "\ntrue");
            case Action.Until _, Action.Press _ -> {}
        }
    }
}
