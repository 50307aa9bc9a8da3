package org.patchbay.progress;

import java.util.Optional;

/**
 * How far one learner came in one lesson.
 *
 * @param attempts how many labs of it they had
 * @param open the lab that can be gone on with
 * @param tasks passed tasks of the attempt that earned most
 * @param points of that attempt, right answers included
 */
public record LessonSummary(String lesson, int attempts, Optional<LabId> open, int tasks, int points) {}
