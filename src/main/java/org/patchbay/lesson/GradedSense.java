package org.patchbay.lesson;

import org.patchbay.check.verdict.EvidenceRequest;

/**
 * Checks that a task can be judged at a hand-in, by the machine's state alone.
 *
 * @param line of the task
 * @param graded whether its lesson is graded
 */
record GradedSense(Problems.InFile problems, int line, boolean graded) {
    void check(Task task) {
        String name = "the task '" + task.id() + "' ";
        if (!graded && task.live()) {
            problems.at(line, name + "is live, which only a graded lesson's tasks can be: all others are anyway");
        }
        if (graded && !(task.when() instanceof When.Now)) {
            problems.at(line, name + "has a time ('when'), but graded work is judged as it is when it is handed in");
        }
        if (graded && task.assertion().needs().stream().anyMatch(EvidenceRequest.OfCommands.class::isInstance)) {
            problems.at(
                    line,
                    name + "asks what the learner ran, but graded work is judged by the machine as it is handed in:"
                            + " ask for the state, or try it out (reachable, arrives-as)");
        }
    }
}
