package org.patchbay.web.page;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.Language;
import org.patchbay.lesson.Lesson;
import org.patchbay.lesson.Step;
import org.patchbay.progress.LabId;
import org.patchbay.progress.LessonSummary;

/** The course's lessons with a learner's progress. Thread-safe. */
@Singleton
final class LessonCatalog {
    /** Computed once per loaded course. */
    private volatile Lessons newest = new Lessons(Optional.empty(), List.of());

    /**
     * @param runs whether a lab has a running machine
     * @param sleeps whether an ended lab still has its machine
     * @param reopenable labs that ended after this can be reopened
     */
    List<LessonCard> cards(
            Course course,
            List<LessonSummary> summaries,
            Predicate<LabId> runs,
            Predicate<LabId> sleeps,
            Instant reopenable,
            Language language) {
        Map<String, LessonSummary> byLesson =
                summaries.stream().collect(Collectors.toMap(LessonSummary::lesson, Function.identity()));
        Map<String, LessonCard.Before> met = new HashMap<>();
        boolean shown = false;
        List<LessonCard> cards = new ArrayList<>();
        for (Entry entry : shelf(course).entries) {
            Optional<LessonSummary> summary = Optional.ofNullable(byLesson.get(entry.lesson.id()));
            // A prerequisite that is not available is not listed.
            List<LessonCard.Before> before = entry.lesson.prerequisites().stream()
                    .filter(met::containsKey)
                    .map(met::get)
                    .toList();
            boolean ready = before.stream().allMatch(LessonCard.Before::done);
            LessonCard card = entry.card(cards.size() + 1, summary, before, runs, sleeps, reopenable, language);
            boolean next = !shown && ready && !card.done();
            shown |= next;
            cards.add(next ? card.asNext() : card);
            met.put(card.id(), new LessonCard.Before(card.id(), card.number(), card.title(), card.done()));
        }
        return List.copyOf(cards);
    }

    private Lessons shelf(Course course) {
        Lessons shelf = newest;
        if (shelf.course.filter(counted -> counted == course).isEmpty()) {
            shelf = new Lessons(
                    Optional.of(course),
                    course.lessons().stream().map(Entry::of).toList());
            newest = shelf;
        }
        return shelf;
    }

    private record Lessons(Optional<Course> course, List<Entry> entries) {}

    private record Entry(Lesson lesson, boolean graded, int taskCount, int pointCount) {
        /** Any seed gives the same number of tasks and points. */
        static Entry of(Lesson lesson) {
            BoundLesson bound = lesson.bind(0);
            List<Step> steps = bound.steps();
            return new Entry(
                    lesson,
                    bound.graded(),
                    steps.stream().mapToInt(step -> step.tasks().size()).sum(),
                    steps.stream().mapToInt(Step::points).sum());
        }

        LessonCard card(
                int number,
                Optional<LessonSummary> summary,
                List<LessonCard.Before> before,
                Predicate<LabId> runs,
                Predicate<LabId> sleeps,
                Instant reopenable,
                Language language) {
            Optional<LabId> open = summary.flatMap(LessonSummary::open);
            Optional<LabId> ended = summary.flatMap(LessonSummary::ended)
                    .filter(last -> last.at().isAfter(reopenable))
                    .map(LessonSummary.Ended::lab);
            return new LessonCard(
                    lesson.id(),
                    number,
                    lesson.title().in(language),
                    lesson.summary().in(language),
                    lesson.minutes(),
                    summary.map(LessonSummary::tasks).orElse(0),
                    taskCount,
                    summary.map(LessonSummary::points).orElse(0),
                    pointCount,
                    summary.isPresent(),
                    open.map(LabId::value).orElse(""),
                    open.filter(runs).isPresent(),
                    ended.map(LabId::value).orElse(""),
                    ended.filter(sleeps).isPresent(),
                    graded
                            && open.or(() -> ended)
                                    .filter(lab -> !summary.get().handedIn(lab))
                                    .isPresent(),
                    summary.stream()
                            .flatMap(all -> all.results().stream())
                            .filter(result -> !open.equals(Optional.of(result.lab())))
                            .toList(),
                    before,
                    false);
        }
    }
}
