package org.patchbay.lab;

/** Names a task, question or prediction of a lesson: ids are unique within their step. */
public record TaskKey(String step, String task) {
    @Override
    public String toString() {
        return step + "/" + task;
    }
}
