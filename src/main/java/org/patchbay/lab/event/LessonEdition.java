package org.patchbay.lab.event;

import java.util.List;
import org.patchbay.lesson.Problem;

/**
 * Difference between a lab's lesson and its files, for their author. Immutable.
 *
 * @param outdated whether the course has a newer version; the lab keeps its own
 * @param problems in the lesson's or the course's files
 */
public record LessonEdition(boolean outdated, List<Problem> problems) {
    public LessonEdition {
        problems = List.copyOf(problems);
    }
}
