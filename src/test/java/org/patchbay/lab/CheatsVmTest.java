package org.patchbay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.patchbay.check.Assertion;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.lab.trial.Trial;
import org.patchbay.lab.trial.Trials;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Language;
import org.patchbay.lesson.Prose;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;
import org.patchbay.lesson.Text;
import org.patchbay.lesson.When;
import org.patchbay.sandbox.SystemScheduler;
import org.patchbay.sandbox.qemu.TestMachines;

/**
 * Attempts by root to pass without the required state, each in a real machine, judged like a learner's; and honest
 * work, which must pass. The basis of {@code docs/security.md}.
 */
@Tag("vm")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheatsVmTest {
    private static final String REQUEST = "ARP, Request who-has 10.70.2.11 tell 10.70.2.10, length 28";

    /**
     * A pair in the first namespace with an address on veth0, a pair of the same names in red, and the forged parts.
     */
    private static final String SETUP = """
            set -e
            ip link add veth0 type veth peer name veth1
            ip link set veth0 up; ip link set veth1 up; ip addr add 10.70.2.10/24 dev veth0
            ip netns add red
            ip -n red link add veth0 type veth peer name veth1
            ip -n red link set veth0 up; ip -n red link set veth1 up; ip -n red addr add 10.70.2.10/24 dev veth0
            mkdir -p /root/bin; cd /root
            cat >fake <<'.'
            tcpdump: verbose output suppressed, use -v[v]... for full protocol decode
            listening on veth1, link-type EN10MB (Ethernet), snapshot length 262144 bytes
            11:40:29.528375 %1$s
            11:40:30.552338 %1$s
            .
            cat >frames <<'.'
            11:40:29.528375 %1$s
            11:40:30.552338 %1$s
            .
            cat >routes <<'.'
            Kernel IP routing table
            Destination     Gateway         Genmask         Flags Metric Ref    Use Iface
            10.99.0.0       10.70.2.1       255.255.0.0     UG    0      0        0 veth0
            .
            cat >gateway <<'.'
            10.70.2.0       10.70.2.1       255.255.255.0   UG    0      0        0 veth0
            .
            cat >entry <<'.'
            10.70.2.11               ether   02:00:00:00:00:09   C                     veth0
            .
            cat >device <<'.'
            veth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500
                    inet 10.70.2.99  netmask 255.255.255.0  broadcast 0.0.0.0
            .
            cat >answer <<'.'
            PING 10.70.2.11 (10.70.2.11) 56(84) bytes of data.
            64 bytes from 10.70.2.11: icmp_seq=1 ttl=64 time=0.061 ms

            --- 10.70.2.11 ping statistics ---
            1 packets transmitted, 1 received, 0%% packet loss, time 0ms
            rtt min/avg/max/mdev = 0.061/0.061/0.061/0.000 ms
            .
            cat >say <<'.'
            say() { while IFS= read -r l; do echo "$l"; done <"$1"; }
            .
            cat >forge.pl <<'.'
            my ($device) = @ARGV; socket(my $s, 17, 3, 0x0608) or die; open my $f, "<", "/sys/class/net/$device/ifindex"; my $index = <$f>;
            open my $m, "<", "/sys/class/net/$device/address"; my $mac = pack "H12", join "", (<$m> =~ /[0-9a-f]{2}/g);
            my $arp = "\\xff" x 6 . $mac . pack("nnnCCn", 0x0806, 1, 0x0800, 6, 4, 1) . $mac . pack("C4", 10, 70, 2, 10) . "\\0" x 6 . pack("C4", 10, 70, 2, 11);
            send($s, $arp, 0, pack("SnlSCCa8", 17, 0x0806, $index, 0, 0, 6, "\\xff" x 6)) or die $! for 1, 2;
            .
            printf '#!/bin/sh\\ncat /root/fake\\n' >bin/tcpdump
            printf '#!/bin/sh\\ncat /root/routes\\n' >bin/route
            chmod +x bin/*
            cat >type.pl <<'.'
            open my $tty, "+<", $ARGV[0]; open my $text, "<", $ARGV[1]; local $/; for my $c (split //, <$text>) { ioctl $tty, 0x5412, $c }
            .
            cat >memory.pl <<'.'
            my ($pid, $was, $is) = @ARGV; open my $maps, "<", "/proc/$pid/maps" or die; open my $mem, "+<", "/proc/$pid/mem" or die;
            while (<$maps>) {
              my ($from, $to) = /^([0-9a-f]+)-([0-9a-f]+) rw/ or next; my ($start, $length) = (hex $from, hex($to) - hex $from);
              sysseek $mem, $start, 0; next unless sysread $mem, my $bytes, $length; my $at = -1;
              while (($at = index $bytes, $was, $at + 1) >= 0) { sysseek $mem, $start + $at, 0; syswrite $mem, $is }
            }
            .
            mkfifo go
            { timeout 20 tcpdump -n -i veth1 -c 2 -w saved.pcap arp 2>&1 >/dev/null; } | {
                read -r _; ping -c 2 -W 1 10.70.2.11 || true; }
            ip neigh flush dev veth0
            """.formatted(REQUEST);

    @TempDir
    static Path folder;

    private final SystemScheduler alarm = new SystemScheduler();
    private TestMachines machines;
    private Trial trial;

    @BeforeAll
    void open() throws Exception {
        machines = new TestMachines();
        Step none = step(List.of());
        BoundLesson lesson = new BoundLesson(
                "cheats", text("Cheats"), text("Cheats"), 1, "net", false, 1, Map.of(), List.of(SETUP), List.of(none));
        trial = new Trials(machines.engine(), folder, alarm).begin(lesson, none);
    }

    @AfterAll
    void close() {
        if (trial != null) {
            trial.close();
        }
        machines.close();
        alarm.close();
    }

    @ParameterizedTest
    @MethodSource
    void nothing_passes_for_a_wrong_reason(Cheat cheat) throws Exception {
        Task task = task(cheat.assertion());
        trial.enter(step(List.of(task)));
        trial.attempt(cheat.actions());
        Optional<Verdict> verdict = trial.settled(task);
        assertThat(verdict.map(CheatsVmTest::brief)).contains(cheat.outcome());
        assertThat(trial.passed(task).isPresent()).isEqualTo(cheat.outcome().equals("passed"));
        trial.run(cheat.cleaning());
    }

    @ParameterizedTest
    @MethodSource
    void the_known_possible_cheats_are_judged_as_listed(Cheat cheat) throws Exception {
        nothing_passes_for_a_wrong_reason(cheat);
    }

    static Stream<Cheat> the_known_possible_cheats_are_judged_as_listed() {
        return CheatList.possible().stream();
    }

    static Stream<Cheat> nothing_passes_for_a_wrong_reason() {
        return CheatList.all().stream();
    }

    private static String brief(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed _ -> "passed";
            case Verdict.Failed(var diagnosis) ->
                diagnosis.layer() + " " + diagnosis.about() + " "
                        + diagnosis.sentence().key();
            case Verdict.Inconclusive(var reason) -> "inconclusive " + reason.key();
        };
    }

    private static Task task(Assertion assertion) {
        return new Task("task", 1, new When.Now(), false, assertion, List.of(), List.of(), List.of());
    }

    private static Step step(List<Task> tasks) {
        Prose prose = new Prose("", new LinkedHashMap<>(), Map.of(), Map.of(), Map.of(), Map.of());
        return new Step("10-only", text("Only"), tasks, List.of(), List.of(), Map.of(Language.EN, prose));
    }

    private static Text text(String words) {
        return new Text(Map.of(Language.EN, words));
    }
}
