package org.patchbay.author;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.Step;

class NoopCommandsTest {
    @Test
    void the_same_seed_draws_the_same_and_another_another() {
        Step step = step("20-veth-pair", "10-create");

        assertThat(NoopCommands.draw(1, 100, step)).isEqualTo(NoopCommands.draw(1, 100, step));
        assertThat(NoopCommands.draw(1, 100, step).lines())
                .hasSize(100)
                .isNotEqualTo(NoopCommands.draw(2, 100, step).lines());
        assertThat(NoopCommands.draw(1, 100, step).leftOut()).isEmpty();
    }

    @Test
    void a_tool_that_a_task_asks_to_run_is_left_out_and_named() {
        NoopCommands noopCommands = NoopCommands.draw(1, 2000, step("20-veth-pair", "40-read"));

        assertThat(noopCommands.leftOut()).containsExactlyInAnyOrder("arp", "route", "ifconfig");
        assertThat(noopCommands.lines())
                .contains("ip -br a")
                .doesNotContain("arp", "arp -n", "arp -an", "route", "route -n", "ifconfig", "ifconfig lo");
    }

    @Test
    void only_the_arguments_that_are_asked_for_are_left_out() {
        NoopCommands noopCommands = NoopCommands.draw(1, 2000, step("30-who-answers-arp", "40-not-on-the-wire"));

        assertThat(noopCommands.leftOut()).isEmpty();
        assertThat(noopCommands.lines()).contains("ip route get 127.0.0.1", "ip route");
    }

    @Test
    void a_tool_that_is_an_object_of_ip_is_left_out_however_it_is_written() {
        NoopCommands noopCommands = NoopCommands.draw(1, 2000, step("30-who-answers-arp", "42-local-table"));

        assertThat(noopCommands.leftOut()).containsExactly("ip-route");
        assertThat(noopCommands.lines())
                .contains("ip neigh", "ip rule", "route -n")
                .doesNotContain("ip route", "ip r", "ip route show table local", "ip route get 127.0.0.1");
    }

    @Test
    void all_lines_together_fit_what_a_terminal_takes_ahead() {
        for (int seed = 0; seed < 100; seed++) {
            assertThat(String.join(
                                    "\r",
                                    NoopCommands.draw(seed, 100, step("20-veth-pair", "10-create"))
                                            .lines())
                            .length())
                    .isLessThan(4000);
        }
    }

    private static Step step(String lesson, String step) {
        return Course.read(Path.of("lessons"))
                .lesson(lesson)
                .orElseThrow()
                .bind(1)
                .step(step)
                .orElseThrow();
    }
}
