package org.patchbay.author;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.patchbay.check.Assertion;
import org.patchbay.lesson.Action;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;

class SolutionMutationTest {
    private final Course course = Course.read(Path.of("lessons"));

    @Test
    void an_address_is_changed_in_address_prefix_and_device() {
        assertThat(typed("20-veth-pair", "30-address", "address"))
                .containsExactlyInAnyOrder(
                        "ip address add 10.70.2.10/24 dev veth1",
                        "ip address add 10.70.2.17/24 dev veth0",
                        "ip address add 10.70.2.10/25 dev veth0");
    }

    /** 172.30.0.7/24 is 172.30.0.0/24. */
    @Test
    void a_network_is_changed_to_another_and_not_to_one_of_its_hosts() {
        assertThat(typed("70-docker-opened", "70-own-network", "network"))
                .contains(
                        "docker network create --subnet 172.30.7.0/24 shop",
                        "docker network create --subnet 172.30.0.0/25 shop")
                .noneMatch(typed -> typed.contains("172.30.0.7"));
    }

    @Test
    void a_new_device_gets_an_unused_name() {
        assertThat(typed("20-veth-pair", "10-create", "pair"))
                .containsExactlyInAnyOrder(
                        "ip link add veth9 type veth peer name veth1", "ip link add veth0 type veth peer name veth9");
    }

    @Test
    void a_capture_is_changed_in_device_and_frame_under_a_negation_too() {
        assertThat(typed("30-who-answers-arp", "40-not-on-the-wire", "silent-wire"))
                .containsExactlyInAnyOrder(
                        "tcpdump -n -i veth0; ping -c 3 10.70.2.11",
                        "tcpdump -n -i veth1; ping -c 3 10.70.2.18",
                        "tcpdump -n -i veth1; arp -c 3 10.70.2.11");
    }

    @Test
    void a_setting_is_changed_in_name_device_and_value() {
        assertThat(typed("30-who-answers-arp", "70-why", "complain"))
                .containsExactlyInAnyOrder(
                        "sysctl -w net.ipv4.conf.veth1.accept_local=1",
                        "sysctl -w net.ipv4.conf.veth0.log_martians=1",
                        "sysctl -w net.ipv4.conf.veth1.log_martians=0");
    }

    @Test
    void a_change_only_in_awaited_text_is_no_mutation() {
        assertThat(typed("10-warm-up", "60-on-the-wire", "conversation"))
                .doesNotContain("tcpdump -n -i eth0; ip neigh flush dev eth0; ping -c 1 192.0.2.1");
    }

    @Test
    void a_tool_and_the_value_of_an_option_are_changed() {
        assertThat(typed("20-veth-pair", "40-read", "neighbours")).containsExactly("route -n");
        assertThat(typed("30-who-answers-arp", "70-why", "log"))
                .contains("ping -c 2 -W 1 -I veth1 10.70.2.11; dmesg | tail -n 4");
    }

    @Test
    void an_unknown_field_is_reported_and_changes_nothing() {
        SolutionMutation.Derived derived = derived("20-veth-pair", "40-read", "devices");

        assertThat(derived.untyped()).contains("row.ipv4_addr", "row.name");
        assertThat(derived.mutations()).extracting(SolutionMutation::field).containsExactly("tool");
    }

    @Test
    void no_mutation_types_what_the_solution_types() {
        for (var lesson : course.lessons()) {
            BoundLesson bound = lesson.bind(1);
            for (Step step : bound.steps()) {
                for (Task task : step.tasks()) {
                    SolutionMutation.Derived derived = SolutionMutation.of(bound, step, task);
                    // What can't be typed is changed in the check instead.
                    assertThat(derived.mutations().size() + derived.untyped().size())
                            .as(step.id() + "/" + task.id())
                            .isPositive();
                    assertThat(derived.mutations())
                            .as(step.id() + "/" + task.id())
                            .extracting(SolutionMutation::actions)
                            .doesNotHaveDuplicates()
                            .doesNotContain(task.solve());
                }
            }
        }
    }

    /** Assertions' components are public, so that no field is missed. */
    @Test
    void every_kind_of_assertion_can_be_read_down_to_its_last_field() {
        Set<Class<?>> hidden = new TreeSet<>((a, b) -> a.getName().compareTo(b.getName()));
        for (Class<?> kind : Assertion.class.getPermittedSubclasses()) {
            hide(kind, hidden);
        }
        assertThat(hidden).isEmpty();
    }

    private static void hide(Class<?> record, Set<Class<?>> hidden) {
        if (!Modifier.isPublic(record.getModifiers())) {
            hidden.add(record);
        }
        Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getType)
                .filter(Class::isRecord)
                .forEach(part -> hide(part, hidden));
    }

    private List<String> typed(String lesson, String step, String task) {
        return derived(lesson, step, task).mutations().stream()
                .map(mutation -> String.join(
                        "; ",
                        mutation.actions().stream()
                                .filter(Action.Type.class::isInstance)
                                .map(action -> ((Action.Type) action).line())
                                .toList()))
                .toList();
    }

    private SolutionMutation.Derived derived(String lesson, String step, String task) {
        BoundLesson bound = course.lesson(lesson).orElseThrow().bind(1);
        Step place = bound.step(step).orElseThrow();
        return SolutionMutation.of(bound, place, place.task(task).orElseThrow());
    }
}
