package org.patchbay.progress;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far one learner came in one lesson.
 *
 * @param attempts how many labs of it they had
 * @param open the lab that can be gone on with
 * @param ended the newest of their labs, if it has ended
 * @param results what they handed in, in the order of the attempts
 * @param tasks passed tasks of the attempt that earned most
 * @param points of that attempt, right answers included
 */
public record LessonSummary(
        String lesson,
        int attempts,
        Optional<LabId> open,
        Optional<Ended> ended,
        List<Result> results,
        int tasks,
        int points) {
    public LessonSummary {
        results = List.copyOf(results);
    }

    /** An ended lab. */
    public record Ended(LabId lab, Instant at) {}

    /**
     * Graded work that was handed in.
     *
     * @param attempt counts the learner's labs of the lesson from 1
     */
    public record Result(LabId lab, int attempt, int points) {}

    /** Whether that lab was handed in. */
    public boolean handedIn(LabId lab) {
        return results.stream().anyMatch(result -> result.lab().equals(lab));
    }
}
