package org.patchbay.lab.progress;

import java.util.List;
import java.util.Map;
import org.patchbay.lab.event.TaskKey;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;

/**
 * A graded lesson before its hand-in, as one step for the examiner: all its steps are open, and only tasks marked
 * {@code live} are examined. Its task ids are STEP/TASK.
 */
final class GradedStep {
    private GradedStep() {}

    static Step of(BoundLesson lesson) {
        List<Task> live = lesson.steps().stream()
                .flatMap(step -> step.tasks().stream().filter(Task::live).map(task -> named(step, task)))
                .toList();
        return new Step("", lesson.title(), live, List.of(), List.of(), Map.of());
    }

    /** The lesson's task for a task of {@link #of}. */
    static TaskKey key(Task task) {
        int slash = task.id().indexOf('/');
        return new TaskKey(task.id().substring(0, slash), task.id().substring(slash + 1));
    }

    private static Task named(Step step, Task task) {
        return new Task(
                new TaskKey(step.id(), task.id()).toString(),
                task.points(),
                task.when(),
                task.live(),
                task.assertion(),
                task.solve(),
                task.also(),
                task.faults());
    }
}
