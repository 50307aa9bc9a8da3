package org.patchbay.lab.event;

import java.time.Instant;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Message;

/** What a learner is told of a task. */
public sealed interface TaskState {
    /** Not done, and the learner has not acted on it yet. */
    record Open() implements TaskState {}

    /** Graded work holds now, which counts only if it still does when it is handed in. */
    record Holding() implements TaskState {}

    /** Done; it stays so. */
    record Passed(Instant at) implements TaskState {}

    /** The learner acted, and this is what stands in the way. */
    record Failed(Diagnosis diagnosis) implements TaskState {}

    /** It can't be judged now. */
    record Inconclusive(Message reason) implements TaskState {}

    /** Done at that time, but no longer so. */
    record Regressed(Instant at, Diagnosis diagnosis) implements TaskState {}
}
