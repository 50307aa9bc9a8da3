package org.patchbay.check.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.patchbay.check.verdict.Reach;
import org.patchbay.observe.parse.Frame;
import org.patchbay.observe.parse.Tcpdump;
import org.patchbay.probe.Probe;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.qemu.TestMachines;

/** The marks as a real tcpdump shows them. */
@Tag("vm")
class MarkVmTest {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    @Test
    void aCaptureBesideAttemptsCountsTheLearnersFramesAlone() throws Exception {
        try (TestMachines machines = new TestMachines();
                Sandbox sandbox = machines.start();
                Probe probe = Probe.connect(sandbox.endpoint())) {
            probe.run("""
                    ip netns add red; ip netns add blue
                    ip link add east netns red type veth peer name west netns blue
                    ip -n red addr add 10.1.1.1/24 dev east; ip -n red link set east up
                    ip -n blue addr add 10.1.1.2/24 dev west; ip -n blue link set west up
                    ip netns exec blue tcpdump -n -l -i west arp or icmp or tcp >/root/capture 2>/root/errors &
                    until grep -q 'listening on' /root/errors; do sleep 0.05; done""", LIMIT);
            long red = probe.look().snapshot().namespace("red").orElseThrow().inode();
            for (Reach reach : List.of(
                    asked(Reach.Kind.ARP, OptionalInt.empty()),
                    asked(Reach.Kind.ICMP, OptionalInt.empty()),
                    asked(Reach.Kind.TCP, OptionalInt.of(80)))) {
                probe.attempt(reach, red, OptionalLong.empty());
            }
            String text = probe.run("""
                    ip netns exec red ping -c 1 10.1.1.2 >/dev/null
                    until grep -q 'echo reply, id .*, seq 1,' /root/capture; do sleep 0.05; done
                    cat /root/capture""", LIMIT);
            List<Frame> all = Tcpdump.parse(text).frames();
            assertThat(text).contains("length 47", "seq 47806", "Flags [S]");
            assertThat(Mark.without(all).stream().map(frame -> frame.text().substring(16)))
                    .as(text)
                    .hasSize(4)
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .isEqualTo("ARP, Request who-has 10.1.1.2 tell 10.1.1.1, length 28"),
                            line -> assertThat(line).startsWith("ARP, Reply 10.1.1.2 is-at"),
                            line -> assertThat(line).contains("echo request").contains("seq 1,"),
                            line -> assertThat(line).contains("echo reply").contains("seq 1,"));
        }
    }

    private static Reach asked(Reach.Kind kind, OptionalInt port) {
        return new Reach("red", "10.1.1.2", kind, port, Optional.empty(), Optional.empty(), OptionalInt.empty(), false);
    }
}
