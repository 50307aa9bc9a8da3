package org.patchbay.author;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.lesson.Action;

class WordSubstitutionTest {
    @ParameterizedTest
    @CsvSource({
        "veth0, veth1, ip link set veth0 up, ip link set veth1 up",
        "veth0, veth1, ip link set veth01 up, ip link set veth01 up",
        "veth0, veth1, sysctl net.ipv4.conf.veth0.rp_filter, sysctl net.ipv4.conf.veth1.rp_filter",
        "10.0.0.1, 10.0.0.8, ping 10.0.0.1, ping 10.0.0.8",
        "10.0.0.1, 10.0.0.8, ping 10.0.0.11, ping 10.0.0.11",
        "1, 0, sysctl -w net.ipv4.conf.a.b=1, sysctl -w net.ipv4.conf.a.b=0",
        "1, 0, ping -c 3 10.0.0.1, ping -c 3 10.0.0.1",
        "80, 81, nc -l 80, nc -l 81",
        "'ip netns exec ns1 ', '', ip netns exec ns1 ping x, ping x",
        "-n, '', arp -n, arp",
        "-n, '', arp -na, arp -na",
    })
    void a_text_is_replaced_where_it_stands_by_itself(String from, String to, String line, String expected) {
        assertThat(new WordSubstitution(from, to).in(List.of(new Action.Type("a", line))))
                .containsExactly(new Action.Type("a", expected));
    }

    @Test
    void awaited_text_is_replaced_and_keys_stay() {
        List<Action> actions =
                List.of(new Action.Until("a", "who-has 10.0.0.1"), new Action.Press("a", Action.Key.CTRL_C));

        assertThat(new WordSubstitution("10.0.0.1", "10.0.0.8").in(actions))
                .containsExactly(new Action.Until("a", "who-has 10.0.0.8"), actions.getLast());
    }

    @ParameterizedTest
    @CsvSource({
        "10.70.2.10, 10.70.2.10, 10.70.2.17",
        "10.70.2.250, 10.70.2.250, 10.70.2.243",
        "fd00::1, fd00::1, fd00::8",
        "02:00:00:00:00:0a, 02:00:00:00:00:0a, 02:00:00:00:00:11",
        "-I veth0, -I veth0, -I veth1",
        "-n, -n, ''",
        "MASQUERADE, MASQUERADE, ACCEPT",
        "8080, 8080, 8081",
        "web, web, webx",
    })
    void a_text_becomes_another_of_its_kind(String text, String from, String to) {
        WrongValues change =
                new WrongValues(new Surroundings(List.of(DeviceName.parse("veth0"), DeviceName.parse("veth1"))), false);

        assertThat(change.of(new AssertionField("some.key", text))).containsExactly(new WordSubstitution(from, to));
    }

    @Test
    void a_device_of_a_namespace_is_changed_in_both() {
        WrongValues change = new WrongValues(
                new Surroundings(List.of(DeviceName.parse("ns1/eth0"), DeviceName.parse("ns1/eth1"))), false);

        assertThat(change.of(new AssertionField("device", DeviceName.parse("ns1/eth0"))))
                .contains(new WordSubstitution("eth0", "eth1"), new WordSubstitution("ip netns exec ns1 ", ""));
    }

    @Test
    void a_count_and_what_nobody_types_are_left_alone() {
        WrongValues change = new WrongValues(new Surroundings(List.of()), false);

        assertThat(change.of(new AssertionField("at-least", 3))).isEmpty();
        assertThat(change.of(new AssertionField("absent", true))).isEmpty();
        assertThat(change.of(new AssertionField("up", true))).containsExactly(new WordSubstitution("up", "down"));
    }
}
