package org.patchbay.lab.event;

import java.util.List;
import org.patchbay.lesson.Problem;

/**
 * How a lab's lesson stands to its files, for their author. Immutable.
 *
 * @param outdated whether the course has the lesson otherwise by now; the lab stays as it began
 * @param problems what is wrong with the lesson's files, or the course's
 */
public record LessonEdition(boolean outdated, List<Problem> problems) {
    public LessonEdition {
        problems = List.copyOf(problems);
    }
}
