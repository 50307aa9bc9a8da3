package org.patchbay.progress;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.patchbay.identity.LearnerId;

/** Aggregates a learner's labs by lesson. */
final class Summary {
    private static final String SCORES = """
            select lab.id as lab, lab.lesson, lab.attempt, lab.ended,
                exists (select h.lab from hand_in h where h.lab = lab.id) as handed_in,
                (select count(*) from passed_task t where t.lab = lab.id)
                    + (select count(*) from judged_task j where j.lab = lab.id and j.outcome = 'passed') as tasks,
                (select coalesce(sum(t.points), 0) from passed_task t where t.lab = lab.id)
                    + (select coalesce(sum(a.points), 0) from given_answer a where a.lab = lab.id)
                    + (select coalesce(sum(j.points), 0) from judged_task j where j.lab = lab.id) as points
            from lab where lab.learner = :learner order by lab.lesson, lab.attempt""";

    private final Handle handle;

    Summary(Handle handle) {
        this.handle = handle;
    }

    List<LessonSummary> of(LearnerId learner) {
        Map<String, List<Score>> lessons = handle.createQuery(SCORES)
                .bind("learner", learner.value())
                .mapTo(Score.class)
                .collect(Collectors.groupingBy(Score::lesson, LinkedHashMap::new, Collectors.toList()));
        return lessons.entrySet().stream()
                .map(lesson -> summary(lesson.getKey(), lesson.getValue()))
                .toList();
    }

    private static LessonSummary summary(String lesson, List<Score> attempts) {
        Score best = attempts.stream()
                .max(Comparator.comparingInt(Score::points).thenComparingInt(Score::tasks))
                .orElseThrow();
        Optional<LabId> open =
                attempts.stream().filter(Score::open).map(Score::lab).findFirst();
        Score newest = attempts.getLast();
        return new LessonSummary(
                lesson,
                attempts.size(),
                open,
                newest.ended().map(at -> new LessonSummary.Ended(newest.lab(), at)),
                attempts.stream().filter(Score::handedIn).map(Score::result).toList(),
                best.tasks(),
                best.points());
    }

    /** The points of one lab. */
    record Score(
            LabId lab, String lesson, int attempt, Optional<Instant> ended, boolean handedIn, int tasks, int points) {
        boolean open() {
            return ended.isEmpty();
        }

        LessonSummary.Result result() {
            return new LessonSummary.Result(lab, attempt, points);
        }
    }
}
