package org.patchbay.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.patchbay.check.AddressIs;
import org.patchbay.check.Any;
import org.patchbay.check.Not;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.Layer;

class BoundLessonTest {
    private final Lesson lesson =
            Course.read(Fixtures.FOLDER.resolve("course")).lesson("good").orElseThrow();

    @Test
    void parameters_are_put_into_everything() {
        BoundLesson bound = lesson.bind(7);
        String host = bound.parameters().get("host");
        Step step = bound.steps().getFirst();

        assertThat(Integer.parseInt(host)).isBetween(20, 200);
        assertThat(bound.parameters().get("net")).isEqualTo("10.70.2");
        assertThat(bound.setup())
                .containsExactly("ip link add " + bound.parameters().get("colour") + " type dummy");
        assertThat(step.title().in(Language.ZH)).isEqualTo("第一步 " + host);
        Task task = step.task("address").orElseThrow();
        assertThat(task.assertion())
                .isEqualTo(new AddressIs(DeviceName.parse("veth0"), "10.70.2." + host + "/24", false));
        assertThat(task.solve())
                .containsExactly(new Action.Type("a", "ip address add 10.70.2." + host + "/24 dev veth0"));
        assertThat(step.prose(Language.EN).html()).contains("Your address is 10.70.2." + host, "<code>${HOME}</code>");
        assertThat(step.prose(Language.EN).hints("address")).containsExactly("First for " + host + ".", "Second.");
    }

    @Test
    void the_same_seed_gives_the_same_lesson_and_seeds_differ() {
        assertThat(lesson.bind(42)).isEqualTo(lesson.bind(42));
        assertThat(LongStream.range(0, 40)
                        .mapToObj(seed -> lesson.bind(seed).parameters().get("host"))
                        .distinct())
                .hasSizeGreaterThan(20);
    }

    @Test
    void choices_come_in_every_order_and_in_the_same_one_in_both_languages() {
        List<List<String>> orders = LongStream.range(0, 40)
                .mapToObj(seed -> lesson.bind(seed).steps().getFirst())
                .peek(step -> assertThat(step.prose(Language.EN)
                                .predictions()
                                .get("what")
                                .ids())
                        .isEqualTo(step.prose(Language.ZH)
                                .predictions()
                                .get("what")
                                .ids())
                        .isEqualTo(step.prediction("what").orElseThrow().choices()))
                .map(step -> step.question("why").orElseThrow().choices())
                .distinct()
                .toList();
        assertThat(orders).containsExactlyInAnyOrder(List.of("a", "b"), List.of("b", "a"));
    }

    @Test
    void draws_stay_what_they_are_for_ever() {
        assertThat(lesson.bind(1).parameters()).containsEntry("host", "135").containsEntry("colour", "green");
    }

    @Test
    void tasks_carry_moment_points_solution_and_faults() {
        Step step = lesson.bind(0).steps().getFirst();
        Task address = step.task("address").orElseThrow();
        Task quiet = step.task("quiet").orElseThrow();

        assertThat(address.points()).isEqualTo(3);
        assertThat(address.when()).isEqualTo(new When.Ever());
        assertThat(quiet.points()).isEqualTo(1);
        assertThat(quiet.when()).isEqualTo(new When.Stays(Duration.ofSeconds(3)));
        assertThat(quiet.assertion())
                .isInstanceOfSatisfying(Not.class, not -> assertThat(not.of()).isInstanceOf(Any.class));
        assertThat(address.faults()).extracting(Fault::layer).containsExactly(Layer.ADDRESS, Layer.TOOL, Layer.LINK);
        assertThat(address.faults().get(1).injection())
                .isEqualTo(new Fault.Injection.Before(
                        List.of(new Action.Type("b", "sleep 100"), new Action.Press("b", Action.Key.CTRL_C))));
        assertThat(step.points()).isEqualTo(3 + 1 + 4);
    }

    @Test
    void a_question_explains_where_it_has_something_to_say() {
        Prose.Asked why =
                lesson.bind(0).steps().getFirst().prose(Language.EN).questions().get("why");

        assertThat(why.html()).isEqualTo("Why?");
        assertThat(why.explanation("a")).contains("No.");
        assertThat(why.explanation("b")).isEmpty();
        assertThat(why.explanation("no such")).isEmpty();
    }
}
