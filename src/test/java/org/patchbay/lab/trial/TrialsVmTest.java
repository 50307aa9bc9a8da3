package org.patchbay.lab.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.lab.Lessons;
import org.patchbay.lab.judge.ForwardingState;
import org.patchbay.lesson.Action;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.SystemScheduler;
import org.patchbay.sandbox.qemu.TestMachines;

/** A machine is rehearsed on again if it can be made like new, and only then. */
@Tag("vm")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrialsVmTest {
    @TempDir
    static Path folder;

    private final SystemScheduler alarm = new SystemScheduler();
    private final Step step = Lessons.step("10-first", List.of(), List.of(), List.of());
    private TestMachines machines;
    private Trials trials;

    @BeforeAll
    void open() throws Exception {
        machines = new TestMachines();
    }

    @AfterAll
    void end() {
        machines.close();
        alarm.close();
    }

    @BeforeEach
    void begin() {
        trials = new Trials(machines.engine(), folder, alarm);
    }

    @AfterEach
    void close() {
        trials.close();
    }

    @Test
    void whatLessonsMakeIsTakenBack() throws Exception {
        Snapshot before;
        List<Sandbox> machine;
        try (Trial first = trials.begin(lesson(), step)) {
            before = first.look();
            machine = machines.engine().running();
            first.act(typed(
                    "ip netns add red; ip link add veth0 type veth peer name veth1 netns red; ip link set veth0 up",
                    "ip link add br0 type bridge; ip link set veth0 master br0; ip link set br0 up",
                    "ip netns exec red ip link set veth1 up; ip address add 10.1.1.1/24 dev br0",
                    "ip route add blackhole 10.9.9.0/24; ip address add 10.2.2.2/32 dev lo; ip link set lo mtu 1500",
                    "sysctl -w net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=1 net.ipv4.conf.lo.arp_ignore=8",
                    "sysctl -w net.ipv4.icmp_echo_ignore_all=1 net.ipv4.neigh.default.gc_stale_time=7",
                    "iptables -P FORWARD DROP; iptables -t nat -A POSTROUTING -j MASQUERADE; nft add table arp mine",
                    "modprobe br_netfilter; ip link set lo up; ping -c 1 127.0.0.1",
                    "unshare -n sleep 1000 &",
                    "ip netns exec red nc -lk 8080 &",
                    "alias ip=false; cd /tmp"));
            first.run("ip netns exec red setsid nc -lk 8081 </dev/null >/dev/null 2>&1 & ip link set lo mtu 65536");
        }
        try (Trial second = trials.begin(lesson(), step)) {
            assertThat(machines.engine().running()).isEqualTo(machine);
            assertThat(ForwardingState.of(second.look())).isEqualTo(ForwardingState.of(before));
            second.act(typed("ip link add \"${PWD##*/}\" type dummy"));
            assertThat(second.look().namespaces().getFirst().link("root")).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iptables-legacy -A INPUT -p icmp -j DROP",
                "echo 10.1.1.1 me >>/etc/hosts",
                "ip rule add from 10.1.1.1 lookup 100",
                "echo x >/root/x"
            })
    void whatCantBeTakenBackCostsTheMachine(String line) throws Exception {
        List<Sandbox> machine;
        try (Trial first = trials.begin(lesson(), step)) {
            machine = machines.engine().running();
            first.act(typed(line));
        }
        try (Trial second = trials.begin(lesson(), step)) {
            assertThat(machines.engine().running()).hasSize(1).isNotEqualTo(machine);
            assertThat(second.look().namespaces()).hasSize(1);
        }
    }

    private static List<Action> typed(String... lines) {
        return List.of(lines).stream()
                .map(line -> (Action) new Action.Type("a", line))
                .toList();
    }

    private BoundLesson lesson() {
        return new BoundLesson(
                "mine",
                Lessons.text("Mine"),
                Lessons.text("Mine"),
                1,
                "net",
                false,
                1,
                Map.of(),
                List.of(),
                List.of(step));
    }
}
