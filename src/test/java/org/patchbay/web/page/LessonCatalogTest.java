package org.patchbay.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.Language;
import org.patchbay.progress.LabId;
import org.patchbay.progress.LessonSummary;

class LessonCatalogTest {
    private static final String GRADED = "80-build-it-yourself";
    private static final Instant REOPENABLE = Instant.parse("2026-03-01T12:00:00Z");
    private static final LabId FIRST = new LabId("aaaaaaaaaaaaaaaa");
    private static final LabId SECOND = new LabId("bbbbbbbbbbbbbbbb");

    private final Course course = Course.read(Path.of("lessons"), 1);
    private final LessonCatalog rack = new LessonCatalog();

    private List<LessonCard> cards(String... done) {
        List<LessonSummary> summaries = Arrays.stream(done)
                .map(id -> new LessonSummary(
                        id,
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        card(of(List.of()), id).taskCount(),
                        0))
                .toList();
        return of(summaries);
    }

    private List<LessonCard> of(List<LessonSummary> summaries) {
        return rack.cards(course, summaries, _ -> false, _ -> true, REOPENABLE, Language.EN);
    }

    private LessonCard graded(
            Optional<LabId> open, Optional<LessonSummary.Ended> ended, LessonSummary.Result... results) {
        return card(of(List.of(new LessonSummary(GRADED, 2, open, ended, List.of(results), 0, 0))), GRADED);
    }

    private static LessonCard card(List<LessonCard> cards, String id) {
        return cards.stream().filter(card -> card.id().equals(id)).findFirst().orElseThrow();
    }

    private static List<String> next(List<LessonCard> cards) {
        return cards.stream().filter(LessonCard::next).map(LessonCard::id).toList();
    }

    @Test
    void a_lesson_names_what_it_builds_on_and_whether_that_is_done() {
        LessonCard third = card(cards("20-veth-pair"), "30-who-answers-arp");

        assertThat(third.before()).containsExactly(new LessonCard.Before("20-veth-pair", 2, "The veth pair", true));
        assertThat(card(cards(), "30-who-answers-arp").before().getFirst().done())
                .isFalse();
        assertThat(card(cards(), "10-warm-up").before()).isEmpty();
    }

    @Test
    void the_next_lesson_is_the_first_that_is_open_and_can_be_begun() {
        assertThat(next(cards())).containsExactly("10-warm-up");
        assertThat(next(cards("10-warm-up"))).containsExactly("20-veth-pair");
        assertThat(next(cards("20-veth-pair"))).containsExactly("10-warm-up");
        String[] upToTheGate = {
            "10-warm-up", "20-veth-pair", "30-who-answers-arp", "40-namespaces", "50-bridge", "60-out-of-the-bridge"
        };
        assertThat(next(cards(upToTheGate))).containsExactly("70-docker-opened");
        String[] all = course.lessons().stream().map(lesson -> lesson.id()).toArray(String[]::new);
        assertThat(next(cards(all))).isEmpty();
    }

    @Test
    void a_lab_that_has_ended_can_be_reopened_for_a_while() {
        assertThat(graded(Optional.empty(), ended(REOPENABLE.plusSeconds(1))).ended())
                .isEqualTo(SECOND.value());
        assertThat(graded(Optional.empty(), ended(REOPENABLE)).ended()).isEmpty();
        assertThat(graded(Optional.of(SECOND), Optional.empty()).ended()).isEmpty();
    }

    @Test
    void graded_work_that_was_not_handed_in_is_named_and_what_was_stays_readable() {
        LessonSummary.Result first = new LessonSummary.Result(FIRST, 1, 7);
        LessonSummary.Result second = new LessonSummary.Result(SECOND, 2, 9);
        Optional<LessonSummary.Ended> ended = ended(REOPENABLE.plusSeconds(1));

        assertThat(graded(Optional.of(SECOND), Optional.empty(), first).unjudged())
                .isTrue();
        assertThat(graded(Optional.of(SECOND), Optional.empty(), first).results())
                .containsExactly(first);
        assertThat(graded(Optional.of(SECOND), Optional.empty(), first, second).unjudged())
                .isFalse();
        assertThat(graded(Optional.of(SECOND), Optional.empty(), first, second).results())
                .containsExactly(first);
        assertThat(graded(Optional.empty(), ended, first).unjudged()).isTrue();
        assertThat(graded(Optional.empty(), ended, first, second).unjudged()).isFalse();
        assertThat(graded(Optional.empty(), ended, first, second).results()).containsExactly(first, second);
        assertThat(card(cards("20-veth-pair"), "20-veth-pair").unjudged()).isFalse();
    }

    private static Optional<LessonSummary.Ended> ended(Instant at) {
        return Optional.of(new LessonSummary.Ended(SECOND, at));
    }

    @Test
    void the_way_counts_lessons_and_their_minutes() {
        CourseWay way = CourseWay.of(cards("10-warm-up", "20-veth-pair"));

        assertThat(way.lessons()).isEqualTo(course.lessons().size());
        assertThat(way.done()).isEqualTo(2);
        assertThat(way.minutes())
                .isEqualTo(course.lessons().stream()
                        .mapToInt(lesson -> lesson.minutes())
                        .sum());
        assertThat(new CourseWay(1, 0, 89).inHours()).isFalse();
        assertThat(new CourseWay(1, 0, 90).hours()).isEqualTo(2);
        assertThat(new CourseWay(9, 0, 285).hours()).isEqualTo(5);
    }
}
