package org.patchbay.author;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.lab.trial.Trial;
import org.patchbay.lab.trial.Trials;
import org.patchbay.lesson.Action;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Course;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.sandbox.SystemScheduler;
import org.patchbay.sandbox.qemu.TestMachines;

/** What is taken back in a real machine is gone there. */
@Tag("vm")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestorationVmTest {
    @TempDir
    static Path folder;

    private static final String NETWORK = """
            ip netns add red
            ip link add veth0 type veth peer name veth1 netns red
            ip link add br0 type bridge
            ip link set br0 up
            ip link set veth0 master br0 up
            ip address add 10.1.1.1/24 dev br0
            ip netns exec red ip link set veth1 up
            ip netns exec red ip address add 10.1.1.2/24 dev veth1
            ip netns exec red ip route add default via 10.1.1.1
            iptables -P FORWARD DROP
            iptables -A FORWARD -i br0 -m conntrack --ctstate ESTABLISHED -j ACCEPT
            iptables -t nat -A POSTROUTING -s 10.1.1.0/24 -j MASQUERADE
            """;

    private final SystemScheduler alarm = new SystemScheduler();
    private TestMachines machines;
    private Trials trials;
    private Trial machine;
    private Snapshot before;

    @BeforeAll
    void open() throws Exception {
        machines = new TestMachines();
        trials = new Trials(machines.engine(), folder, alarm);
        BoundLesson lesson = Course.read(Path.of("lessons")).lessons().stream()
                .filter(one -> one.id().equals("20-veth-pair"))
                .findFirst()
                .orElseThrow()
                .bind(1);
        machine = trials.begin(lesson, lesson.steps().getFirst());
        machine.run(NETWORK);
        before = machine.look();
    }

    @AfterAll
    void close() {
        machine.close();
        trials.close();
        machines.close();
        alarm.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ip link add dummy0 type dummy; ip address add 10.2.2.2/24 dev dummy0",
                "ip link add veth2 type veth peer name veth3 netns red; ip -n red link set veth3 up",
                "ip netns add blue; ip link add veth2 type veth peer name veth3 netns blue; ip link set veth2 master br0 up",
                "ip netns exec red ip link set veth1 down",
                "ip link set veth0 nomaster; ip link set br0 down; ip link set veth0 mtu 1400",
                "ip link set br0 type bridge vlan_filtering 1; bridge link set dev veth0 state 0",
                "ip link set br0 type bridge vlan_filtering 1; bridge vlan del dev veth0 vid 1",
                "ip netns exec red ip address add 10.1.1.3/24 dev veth1",
                "ip netns exec red ip route del default; ip route add blackhole 10.9.9.0/24",
                "ip netns exec red sysctl -w net.ipv4.ip_forward=1 net.ipv4.conf.veth1.rp_filter=1",
                "sysctl -w net.ipv4.conf.all.rp_filter=1 net.ipv4.conf.br0.accept_local=1",
                "modprobe br_netfilter",
                "iptables -F; iptables -P FORWARD ACCEPT; iptables -t nat -I POSTROUTING -o br0 -j RETURN",
                "iptables -N MINE; iptables -A MINE -j DROP; iptables -I FORWARD -j MINE; iptables -A INPUT -i br0 -j DROP",
                "ip netns exec red iptables -A OUTPUT -j DROP; nft add table bridge mine",
                "unshare -n sleep 1000 </dev/null >/dev/null 2>&1 & sleep 1",
            })
    void what_was_done_is_taken_back(String commands) throws Exception {
        machine.run(commands);
        takeBack();
    }

    @Test
    void what_listens_is_ended() throws Exception {
        machine.act(List.of(
                new Action.Type("a", "ip netns exec red nc -lk 8080 & nc -lku 8081 &"),
                new Action.Type("a", "sleep 1")));
        takeBack();
    }

    private void takeBack() throws Exception {
        Snapshot done = machine.look();
        assertThat(StateFingerprint.of(done, false)).isNotEqualTo(StateFingerprint.of(before, false));

        Snapshot back = machine.mend(
                Restoration.script(before, done).orElseThrow(),
                one -> StateFingerprint.of(one, false).equals(StateFingerprint.of(before, false)));

        assertThat(StateFingerprint.of(back, false).lines())
                .containsExactlyInAnyOrderElementsOf(
                        StateFingerprint.of(before, false).lines());
        assertThat(Restoration.script(before, back)).hasValue("");
    }
}
