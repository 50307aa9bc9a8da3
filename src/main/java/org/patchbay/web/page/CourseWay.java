package org.patchbay.web.page;

import java.util.List;

/**
 * The way through a course: how far it is, and how far a learner has come.
 *
 * @param lessons that there are
 * @param done of them, by this learner
 * @param minutes that all of them take, about
 */
public record CourseWay(int lessons, int done, int minutes) {
    /** From here on hours say more. */
    private static final int LONG = 90;

    private static final int HOUR = 60;

    static CourseWay of(List<LessonCard> cards) {
        return new CourseWay(
                cards.size(),
                (int) cards.stream().filter(LessonCard::done).count(),
                cards.stream().mapToInt(LessonCard::minutes).sum());
    }

    /** Whether its length is told in hours. */
    public boolean inHours() {
        return minutes >= LONG;
    }

    /** The nearest number of them. */
    public int hours() {
        return (minutes + HOUR / 2) / HOUR;
    }
}
