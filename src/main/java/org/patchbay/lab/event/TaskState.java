package org.patchbay.lab.event;

import java.time.Instant;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Message;

/** State of a task as shown to the learner. */
public sealed interface TaskState {
    /** Not passed, and the learner has not tried it yet. */
    record Open() implements TaskState {}

    /** Holds, in graded work; counts only if it still holds at the hand-in. */
    record Holding() implements TaskState {}

    /** Passed for good. */
    record Passed(Instant at) implements TaskState {}

    /** The learner tried it, and this is the fault. */
    record Failed(Diagnosis diagnosis) implements TaskState {}

    /** It can't be judged now. */
    record Inconclusive(Message reason) implements TaskState {}

    /** Passed at that time, but no longer holds. */
    record Regressed(Instant at, Diagnosis diagnosis) implements TaskState {}
}
