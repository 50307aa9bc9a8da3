package org.patchbay.lab.event;

import org.patchbay.lesson.Step;

/** Identifies a task, question or prediction of a lesson: ids are unique within their step. */
public record TaskKey(String step, String task) {
    public static TaskKey of(Step step, String id) {
        return new TaskKey(step.id(), id);
    }

    @Override
    public String toString() {
        return step + "/" + task;
    }
}
