package org.patchbay.progress;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One learner's progress in one lesson.
 *
 * @param attempts the number of their labs of it
 * @param open the lab that can be continued
 * @param ended the newest of their labs, if it has ended
 * @param results of hand-ins, in the order of the attempts
 * @param tasks passed tasks of the attempt with the most points
 * @param points of that attempt, including correct answers
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
     * The result of a hand-in.
     *
     * @param attempt number of the learner's lab of the lesson, from 1
     */
    public record Result(LabId lab, int attempt, int points) {}

    /** Whether that lab was handed in. */
    public boolean handedIn(LabId lab) {
        return results.stream().anyMatch(result -> result.lab().equals(lab));
    }
}
