package org.patchbay.web.page;

import java.util.List;

/**
 * Size of a course, and a learner's progress in it.
 *
 * @param lessons the number of lessons
 * @param done lessons that this learner has completed
 * @param minutes the approximate duration of all
 */
public record CourseWay(int lessons, int done, int minutes) {
    /** From here on the duration is shown in hours. */
    private static final int LONG = 90;

    private static final int HOUR = 60;

    static CourseWay of(List<LessonCard> cards) {
        return new CourseWay(
                cards.size(),
                (int) cards.stream().filter(LessonCard::done).count(),
                cards.stream().mapToInt(LessonCard::minutes).sum());
    }

    /** Whether the duration is shown in hours. */
    public boolean inHours() {
        return minutes >= LONG;
    }

    /** The duration in hours, rounded. */
    public int hours() {
        return (minutes + HOUR / 2) / HOUR;
    }
}
