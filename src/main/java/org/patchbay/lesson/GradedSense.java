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
            problems.at(line, name + "is live, which is allowed in a graded lesson only");
        }
        if (graded && !(task.when() instanceof When.Now)) {
            problems.at(line, name + "has a time ('when'), but graded work is judged once, at the hand-in");
        }
        if (graded && task.assertion().needs().stream().anyMatch(EvidenceRequest.OfCommands.class::isInstance)) {
            problems.at(
                    line,
                    name + "asks what the learner ran, but graded work is judged by the machine's state at the hand-in:"
                            + " use an assertion on the state, or a probe (reachable, arrives-as)");
        }
    }
}
