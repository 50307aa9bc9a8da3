package org.patchbay.web.page;

import java.util.List;
import java.util.stream.IntStream;
import org.patchbay.progress.LessonSummary;

/**
 * A lesson on the course page, in one language.
 *
 * @param id its folder's name: the value of the form's field
 * @param number of the lesson, from 1
 * @param minutes its approximate duration
 * @param tasks passed in the learner's best attempt, of {@code taskCount}
 * @param points earned in it, of {@code pointCount}
 * @param begun whether the learner ever had a lab of it
 * @param lab the id of their open lab; empty for none
 * @param running whether that lab has a running machine
 * @param ended the id of the lab that has ended and can be reopened; empty for none
 * @param asleep whether that lab still has its machine
 * @param unjudged whether that lab, or the open one, is graded work that was not handed in
 * @param results of ended labs, oldest first
 * @param before its prerequisites, in order
 * @param next whether it is the next to do: the first uncompleted one with all prerequisites completed
 */
public record LessonCard(
        String id,
        int number,
        String title,
        String summary,
        int minutes,
        int tasks,
        int taskCount,
        int points,
        int pointCount,
        boolean begun,
        String lab,
        boolean running,
        String ended,
        boolean asleep,
        boolean unjudged,
        List<LessonSummary.Result> results,
        List<Before> before,
        boolean next) {
    public LessonCard {
        results = List.copyOf(results);
        before = List.copyOf(before);
    }

    /**
     * A prerequisite.
     *
     * @param done whether this learner has completed it
     */
    public record Before(String id, int number, String title, boolean done) {}

    /** One for each task, true for those passed: the row of dots beside the lesson. */
    public List<Boolean> progressDots() {
        return IntStream.range(0, taskCount).mapToObj(task -> task < tasks).toList();
    }

    LessonCard asNext() {
        return new LessonCard(
                id,
                number,
                title,
                summary,
                minutes,
                tasks,
                taskCount,
                points,
                pointCount,
                begun,
                lab,
                running,
                ended,
                asleep,
                unjudged,
                results,
                before,
                true);
    }

    /** Whether all its tasks passed in one attempt. */
    public boolean done() {
        return begun && tasks >= taskCount;
    }
}
