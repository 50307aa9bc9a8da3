package org.patchbay.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CasesTest {
    private static final List<Step> SEVEN = Stream.of(
                    Stream.of(step("10-before", 0, false)),
                    IntStream.rangeClosed(1, 7).mapToObj(i -> step("2" + i, 3, true)),
                    Stream.of(step("90-after", 5, false)))
            .flatMap(part -> part)
            .toList();

    @Test
    void every_draw_has_the_same_number_in_order_and_covers_all_cases() {
        Cases cases = new Cases(SEVEN, 3);

        List<List<String>> hands = LongStream.range(0, 200)
                .mapToObj(seed -> ids(cases.of(seed, "lesson")))
                .toList();
        assertThat(hands)
                .allSatisfy(hand -> assertThat(hand)
                        .hasSize(5)
                        .startsWith("10-before")
                        .endsWith("90-after")
                        .isSorted()
                        .doesNotHaveDuplicates());
        assertThat(hands.stream().flatMap(List::stream)).containsAll(ids(SEVEN));
        assertThat(hands.stream().distinct().count()).isGreaterThan(20);
        assertThat(ids(cases.of(1, "lesson"))).isNotEqualTo(ids(cases.of(1, "other")));
    }

    @Test
    void draws_stay_what_they_are_for_ever() {
        assertThat(ids(new Cases(SEVEN, 3).of(1, "lesson"))).containsExactly("10-before", "21", "23", "24", "90-after");
    }

    @Test
    void rounds_are_hands_of_the_same_size_that_together_hold_every_case() {
        List<List<String>> rounds =
                new Cases(SEVEN, 3).rounds().stream().map(CasesTest::ids).toList();

        assertThat(rounds)
                .containsExactly(
                        List.of("10-before", "21", "22", "23", "90-after"),
                        List.of("10-before", "24", "25", "26", "90-after"),
                        List.of("10-before", "25", "26", "27", "90-after"));
        List<Step> none = List.of(SEVEN.getFirst(), SEVEN.getLast());
        assertThat(new Cases(none, 0).rounds()).containsExactly(none);
        assertThat(new Cases(none, 0).of(7, "lesson")).isEqualTo(none);
    }

    @Test
    void a_draw_must_be_possible_and_worth_the_same() {
        assertThat(new Cases(SEVEN, 7).flaws()).isEmpty();
        assertThat(new Cases(SEVEN, 8).flaws()).containsExactly("of 7 cases (steps with 'case') 8 can't be drawn");
        assertThat(new Cases(SEVEN, 0).flaws()).containsExactly("of 7 cases (steps with 'case') 0 can't be drawn");
        assertThat(new Cases(List.of(SEVEN.getFirst()), 1).flaws())
                .containsExactly("of 0 cases (steps with 'case') 1 can't be drawn");
        List<Step> unequal = List.of(step("one", 3, true), step("two", 4, true));
        assertThat(new Cases(unequal, 1).flaws())
                .containsExactly("the case 'two' has 0 tasks and 4 points, but 'one' has 0 tasks and 3 points:"
                        + " whatever is drawn must be worth the same");
    }

    private static List<String> ids(List<Step> steps) {
        return steps.stream().map(Step::id).toList();
    }

    private static Step step(String id, int points, boolean isCase) {
        List<Question> questions = List.of(new Question("what", points, 1, List.of("a", "b"), "a"));
        Text title = new Text(Map.of(Language.EN, id));
        return new Step(id, title, List.of(), questions, List.of(), Map.of(), isCase ? List.of("true") : List.of());
    }
}
