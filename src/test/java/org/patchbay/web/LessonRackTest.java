package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.Language;
import org.patchbay.progress.LessonSummary;

class LessonRackTest {
    private final Course course = Course.read(Path.of("lessons"), 1);
    private final LessonRack rack = new LessonRack();

    private List<LessonCard> cards(String... done) {
        List<LessonSummary> summaries = Arrays.stream(done)
                .map(id -> new LessonSummary(
                        id,
                        1,
                        Optional.empty(),
                        card(rack.cards(course, List.of(), _ -> false, Language.EN), id)
                                .taskCount(),
                        0))
                .toList();
        return rack.cards(course, summaries, _ -> false, Language.EN);
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
