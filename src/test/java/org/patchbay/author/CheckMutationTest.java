package org.patchbay.author;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.check.Assertion;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;

class CheckMutationTest {
    private final Course course = Course.read(Path.of("lessons"));

    @Test
    void a_row_is_altered_cell_by_cell() {
        assertThat(words("20-veth-pair", "40-read", "devices"))
                .contains(
                        "row.ipv4_addr 10.70.2.10 → 10.70.2.17",
                        "row.ipv4_mask 255.255.255.0 → 255.255.255.7",
                        "row.name veth0 → veth0x");
    }

    @Test
    void every_device_of_several_assertions_is_altered() {
        assertThat(words("20-veth-pair", "20-up", "second-end"))
                .containsExactly(
                        "device veth0 → veth9", "carrier true → false", "device veth1 → veth9", "carrier true → false");
    }

    @Test
    void only_the_absence_of_an_absent_device_is_altered() {
        assertThat(words("20-veth-pair", "80-delete", "gone"))
                .containsExactly("absent true → false", "absent true → false");
    }

    @Test
    void a_negation_has_none() {
        assertThat(words("30-who-answers-arp", "40-not-on-the-wire", "silent-wire"))
                .isEmpty();
    }

    @Test
    void each_says_something_else() {
        for (var lesson : course.lessons()) {
            for (Step step : lesson.bind(1).steps()) {
                for (Task task : step.tasks()) {
                    assertThat(CheckMutation.of(task.assertion()))
                            .as(step.id() + "/" + task.id())
                            .extracting(CheckMutation::assertion)
                            .doesNotHaveDuplicates()
                            .doesNotContain(task.assertion());
                }
            }
        }
    }

    private List<String> words(String lesson, String step, String task) {
        Assertion assertion = course.lesson(lesson)
                .orElseThrow()
                .bind(1)
                .step(step)
                .orElseThrow()
                .task(task)
                .orElseThrow()
                .assertion();
        return CheckMutation.of(assertion).stream()
                .map(one -> one.key() + " " + one.words())
                .toList();
    }
}
