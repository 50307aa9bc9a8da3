package org.patchbay.check.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.patchbay.check.RulesFromText;
import org.patchbay.check.Scene;
import org.patchbay.check.Scene.Program;
import org.patchbay.check.packet.Netfilter;
import org.patchbay.check.packet.Network;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.Wording;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Connection;
import org.patchbay.observe.kernel.Connection.Flow;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.observe.parse.Frame;
import org.patchbay.observe.parse.Tcpdump;
import org.patchbay.observe.wire.FrameWatchResult;
import org.patchbay.observe.wire.Passage;
import org.patchbay.observe.wire.Passages;

/** The ways of frames, told whole, for each kind of network that the course has. */
class FrameJourneysTest {
    private static final Wording ENGLISH = new Wording(ResourceBundle.getBundle("messages.diagnosis", Locale.ENGLISH));
    private static final double BEGAN = Scene.NOW - 30;

    /** What captures on all these devices showed, and what the kernel passed there. */
    private static final class Wires {
        private final Network network;
        private final Map<String, List<String>> printed = new LinkedHashMap<>();
        private final List<Passage> passed = new ArrayList<>();

        Wires(Network network, String... listened) {
            this.network = network;
            for (String device : listened) {
                printed.put(device, new ArrayList<>());
            }
        }

        /** {@code > veth0} leaves by it, {@code < veth1} comes in; microseconds after the beginning. */
        Wires saw(int micros, String where, String said) {
            printed.get(where.substring(2)).add(line(micros, said));
            return passed(micros, where, said);
        }

        /** Passed, and no capture printed it. */
        Wires passed(int micros, String where, String said) {
            DeviceName device = DeviceName.parse(where.substring(2));
            Frame frame = Tcpdump.parse(line(micros, said) + "\n").frames().getFirst();
            network.scene().in(device.namespace());
            passed.add(new Passage(
                    network.scene().inode(),
                    network.scene().device(device.name()).index(),
                    device.name(),
                    (BEGAN * 1e6 + micros) / 1e6,
                    where.startsWith("> "),
                    frame.length().orElse(28),
                    frame.payload() instanceof Frame.Arp arp ? Optional.of(arp) : Optional.empty(),
                    frame.payload() instanceof Frame.Ip ip ? Optional.of(ip) : Optional.empty()));
            return this;
        }

        private static String line(int micros, String said) {
            LocalTime time = LocalTime.ofNanoOfDay(Math.round(BEGAN * 1e6 + micros) % 86_400_000_000L * 1000);
            return time.format(DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS")) + " " + said;
        }

        private Scene scene() {
            Scene scene = network.scene();
            int terminal = 1;
            for (Map.Entry<String, List<String>> one : printed.entrySet()) {
                DeviceName device = DeviceName.parse(one.getKey());
                long inode = scene.in(device.namespace()).inode();
                String line = "tcpdump -n -i " + device.name();
                scene.ran(
                        "t" + terminal++,
                        line,
                        "listening on " + device.name() + ", link-type EN10MB (Ethernet)\n"
                                + String.join("\n", one.getValue()) + "\n",
                        BEGAN - 1,
                        BEGAN + 20,
                        Program.genuine(line).in(inode));
            }
            return scene.passed(new Passages(passed, List.of()));
        }

        FrameJourneys journeys() {
            return after(FrameJourneys.NONE);
        }

        FrameJourneys after(FrameJourneys before) {
            return after(before, List.of());
        }

        /** With a watch that heard all that passed, in every namespace. */
        FrameJourneys watchedAfter(FrameJourneys before) {
            List<Long> everywhere = scene().evidence().snapshot().orElseThrow().namespaces().stream()
                    .map(Namespace::inode)
                    .toList();
            return after(before, List.of(new FrameWatchResult(BEGAN - 1, BEGAN + 20, everywhere, true, passed)));
        }

        private FrameJourneys after(FrameJourneys before, List<FrameWatchResult> watches) {
            Evidence evidence = scene().evidence();
            return before.after(
                    evidence.snapshot().orElseThrow(), evidence.commands().orElseThrow(), watches);
        }
    }

    private static String told(FrameJourneys journeys) {
        StringBuilder text = new StringBuilder();
        for (FrameJourney journey : journeys.journeys()) {
            text.append(journey.number()).append(". ").append(journey.caption());
            journey.answer().ifPresent(answer -> text.append(" → ").append(answer));
            text.append('\n');
            for (FrameHop hop : journey.hops()) {
                text.append("  %+d %s %s%s: %s%n"
                        .formatted(
                                Math.round((hop.passage().at() - journey.began()) * 1e6),
                                hop.passage().sent() ? ">" : "<",
                                hop.device(),
                                hop.after().isPresent()
                                        ? " after " + (hop.after().getAsInt() + 1)
                                        : "",
                                ENGLISH.of(hop.did())));
                hop.end().ifPresent(end -> text.append("    %s: %s%n".formatted(end.kind(), ENGLISH.of(end.why()))));
            }
        }
        return text.toString();
    }

    private static final String REQUEST = "ARP, Request who-has 10.70.2.11 tell 10.70.2.10, length 28";
    private static final String REPLY = "ARP, Reply 10.70.2.11 is-at 02:00:00:00:01:11, length 28";
    private static final String ECHO = "IP 10.70.2.10 > 10.70.2.11: ICMP echo request, id 7, seq 1, length 64";
    private static final String ECHOED = "IP 10.70.2.11 > 10.70.2.10: ICMP echo reply, id 7, seq 1, length 64";

    private static Network pairInOne() {
        return new Network().pair("veth0", "veth1").address("veth0", "10.70.2.10", 24);
    }

    private static Network apart() {
        return new Network()
                .pair("a/veth0", "b/veth1")
                .address("a/veth0", "10.70.2.10", 24)
                .address("b/veth1", "10.70.2.11", 24);
    }

    private static Network bridged() {
        return new Network()
                .pair("c1/veth1", "veth1_p")
                .pair("c2/veth2", "veth2_p")
                .pair("c3/veth3", "veth3_p")
                .bridge("init/br0", "veth1_p", "veth2_p", "veth3_p")
                .address("c1/veth1", "10.70.2.10", 24)
                .address("c2/veth2", "10.70.2.11", 24)
                .address("c3/veth3", "10.70.2.12", 24);
    }

    @Test
    void aRequestThatNobodyAnswersEndsWhereItArrives() {
        Wires wires = new Wires(pairInOne(), "veth0", "veth1")
                .saw(0, "> veth0", REQUEST)
                .saw(4, "< veth1", REQUEST)
                .saw(1_024_000, "> veth0", REQUEST)
                .saw(1_024_005, "< veth1", REQUEST);
        assertThat(told(wires.journeys())).isEqualTo("""
                1. ARP, Request who-has 10.70.2.11 tell 10.70.2.10
                  +0 > veth0: `init` sends it out of `veth0`.
                  +4 < veth1 after 1: It arrives at `veth1`.
                    DROPPED: `init` does not have the address `10.70.2.11`, so it drops the request and stays silent. \
                Nothing passes an ARP request on but a bridge.
                2. ARP, Request who-has 10.70.2.11 tell 10.70.2.10
                  +0 > veth0: `init` sends it out of `veth0`.
                  +5 < veth1 after 1: It arrives at `veth1`.
                    DROPPED: `init` does not have the address `10.70.2.11`, so it drops the request and stays silent. \
                Nothing passes an ARP request on but a bridge.
                """);
    }

    @Test
    void whatTheKernelTakesForForgedIsDroppedThere() {
        Wires wires = new Wires(pairInOne().address("veth1", "10.70.2.11", 24), "veth0", "veth1")
                .saw(0, "> veth0", REQUEST)
                .saw(4, "< veth1", REQUEST);
        assertThat(told(wires.journeys())).isEqualTo("""
                1. ARP, Request who-has 10.70.2.11 tell 10.70.2.10
                  +0 > veth0: `init` sends it out of `veth0`.
                  +4 < veth1 after 1: It arrives at `veth1`.
                    DROPPED: The request arrived, but its sender address is one of this machine's own, and \
                `accept_local` is 0 on `veth1`: such a packet counts as forged and is dropped without an answer.
                """);
    }

    /** Its hardware address is c2's; without -e nothing at c3 says so. */
    @Test
    void ofAFloodedFrameNothingIsClaimedThatItsHardwareAddressWouldSay() {
        Wires alone = new Wires(bridged(), "c3/veth3").saw(0, "< c3/veth3", ECHO);
        assertThat(told(alone.journeys())).isEqualTo("""
                1. IP 10.70.2.10 > 10.70.2.11: ICMP echo request, id 7, seq 1
                  +0 < c3/veth3: It arrives at `veth3`.
                    UNKNOWN: `10.70.2.11` is no address of `c3`. Whether the frame was addressed to `c3`, or a bridge \
                only flooded it here, is not known: tcpdump shows hardware addresses with `-e`.
                """);
        Network known = bridged().neighbour("c1/veth1", "10.70.2.11", "02:00:00:00:00:22", "REACHABLE");
        assertThat(told(new Wires(known, "c3/veth3").saw(0, "< c3/veth3", ECHO).journeys()))
                .contains("DROPPED: The frame is addressed to `02:00:00:00:00:22`, and that is not `veth3`");
        Wires heard = new Wires(bridged(), "c3/veth3")
                .saw(
                        0,
                        "< c3/veth3",
                        "02:00:00:00:00:11 > 02:00:00:00:00:22, ethertype IPv4 (0x0800), length 98: "
                                + ECHO.substring("IP ".length()));
        assertThat(told(heard.journeys()))
                .contains("DROPPED: The frame is addressed to `02:00:00:00:00:22`, and that is not `veth3`");
    }

    @Test
    void betweenNamespacesItIsAnswered() {
        Wires wires = new Wires(
                        apart().neighbour("a/veth0", "10.70.2.11", "02:00:00:00:01:11", "REACHABLE"),
                        "a/veth0",
                        "b/veth1")
                .saw(0, "> a/veth0", REQUEST)
                .saw(4, "< b/veth1", REQUEST)
                .saw(20, "> b/veth1", REPLY)
                .saw(24, "< a/veth0", REPLY)
                .saw(40, "> a/veth0", ECHO)
                .saw(44, "< b/veth1", ECHO)
                .saw(60, "> b/veth1", ECHOED)
                .saw(64, "< a/veth0", ECHOED);
        assertThat(told(wires.journeys())).isEqualTo("""
                1. ARP, Request who-has 10.70.2.11 tell 10.70.2.10 → 2
                  +0 > a/veth0: `a` sends it out of `veth0`.
                  +4 < b/veth1 after 1: It arrives at `veth1`.
                    TAKEN: `b` has the address `10.70.2.11`: it is for it to answer.
                2. ARP, Reply 10.70.2.11 is-at 02:00:00:00:01:11
                  +0 > b/veth1: `b` sends it out of `veth1`.
                  +4 < a/veth0 after 1: It arrives at `veth0`.
                    TAKEN: `a` notes that `10.70.2.11` is at `02:00:00:00:01:11`.
                3. IP 10.70.2.10 > 10.70.2.11: ICMP echo request, id 7, seq 1 → 4
                  +0 > a/veth0: `a` sends it out of `veth0`.
                  +4 < b/veth1 after 1: It arrives at `veth1`.
                    TAKEN: `10.70.2.11` is an address of `b`, so it takes the packet in.
                4. IP 10.70.2.11 > 10.70.2.10: ICMP echo reply, id 7, seq 1
                  +0 > b/veth1: `b` sends it out of `veth1`.
                  +4 < a/veth0 after 1: It arrives at `veth0`.
                    TAKEN: `10.70.2.10` is an address of `a`, so it takes the packet in.
                """);
    }

    @Test
    void overTheBridgeItIsFloodedThenForwardedThoughTheBridgeStampsItLate() {
        Wires wires = new Wires(bridged(), "c1/veth1", "veth1_p", "br0", "veth2_p", "c2/veth2", "veth3_p", "c3/veth3")
                .saw(0, "> c1/veth1", REQUEST)
                .saw(3, "< veth1_p", REQUEST)
                .saw(5, "> veth2_p", REQUEST)
                .saw(6, "< c2/veth2", REQUEST)
                .saw(7, "> veth3_p", REQUEST)
                .saw(8, "< c3/veth3", REQUEST)
                .saw(12, "< br0", REQUEST)
                .saw(100, "> c1/veth1", ECHO)
                .saw(103, "< veth1_p", ECHO)
                .saw(105, "> veth2_p", ECHO)
                .saw(106, "< c2/veth2", ECHO)
                .saw(112, "< br0", ECHO);
        assertThat(told(wires.journeys())).isEqualTo("""
                1. ARP, Request who-has 10.70.2.11 tell 10.70.2.10
                  +0 > c1/veth1: `c1` sends it out of `veth1`.
                  +3 < veth1_p after 1: It arrives at `veth1_p`, a port: `br0` takes it in.
                  +12 < br0 after 2: `br0` shows it too: the bridge's own device sees what the bridge handles.
                  +5 > veth2_p after 3: `br0` floods it; a copy leaves by the port `veth2_p`.
                  +6 < c2/veth2 after 4: It arrives at `veth2`.
                    TAKEN: `c2` has the address `10.70.2.11`: it is for it to answer.
                  +7 > veth3_p after 3: `br0` floods it; a copy leaves by the port `veth3_p`.
                  +8 < c3/veth3 after 6: It arrives at `veth3`.
                    DROPPED: `c3` does not have the address `10.70.2.11`, so it drops the request and stays silent. \
                Nothing passes an ARP request on but a bridge.
                2. IP 10.70.2.10 > 10.70.2.11: ICMP echo request, id 7, seq 1
                  +0 > c1/veth1: `c1` sends it out of `veth1`.
                  +3 < veth1_p after 1: It arrives at `veth1_p`, a port: `br0` takes it in.
                  +12 < br0 after 2: `br0` shows it too: the bridge's own device sees what the bridge handles.
                  +5 > veth2_p after 3: `br0` forwards it out of its port `veth2_p`.
                  +6 < c2/veth2 after 4: It arrives at `veth2`.
                    TAKEN: `10.70.2.11` is an address of `c2`, so it takes the packet in.
                """);
    }

    @Test
    void whatABridgeDropsByIptablesIsToldWithItsReason() {
        Network network = bridged()
                .setting("init", Netfilter.BRIDGED, 1)
                .rules("init", RulesFromText.table("ip", "filter", "-P FORWARD DROP"));
        Wires wires = new Wires(network, "c1/veth1", "veth1_p", "veth2_p")
                .saw(0, "> c1/veth1", ECHO)
                .saw(3, "< veth1_p", ECHO);
        assertThat(told(wires.journeys())).isEqualTo("""
                1. IP 10.70.2.10 > 10.70.2.11: ICMP echo request, id 7, seq 1
                  +0 > c1/veth1: `c1` sends it out of `veth1`.
                  +3 < veth1_p after 1: It arrives at `veth1_p`, a port: `br0` takes it in.
                    DROPPED: ARP is resolved, and the packet enters `br0`. Bridged frames pass iptables here, no rule \
                in `FORWARD` lets it through, and the policy there is to drop.
                """);
    }

    @Test
    void whereAddressesAreTranslatedTheFrameIsKnownAgain() {
        Network network = new Network()
                .pair("in/eth0", "veth_in")
                .pair("out/eth0", "veth_out")
                .address("in/eth0", "10.1.0.2", 24)
                .address("veth_in", "10.1.0.1", 24)
                .address("veth_out", "192.0.2.1", 24)
                .address("out/eth0", "192.0.2.9", 24)
                .gateway("in", "0.0.0.0/0", "10.1.0.1", "eth0")
                .forwards("init", "veth_in", "veth_out");
        network.scene()
                .in("init")
                .connection(new Connection(
                        "icmp",
                        new Flow("10.1.0.2", 7, "192.0.2.9", 0),
                        new Flow("192.0.2.9", 7, "192.0.2.1", 0),
                        "",
                        false,
                        true));
        Wires wires = new Wires(network, "in/eth0", "veth_in", "veth_out", "out/eth0")
                .saw(0, "> in/eth0", "IP 10.1.0.2 > 192.0.2.9: ICMP echo request, id 7, seq 1, length 64")
                .saw(2, "< veth_in", "IP 10.1.0.2 > 192.0.2.9: ICMP echo request, id 7, seq 1, length 64")
                .saw(9, "> veth_out", "IP 192.0.2.1 > 192.0.2.9: ICMP echo request, id 7, seq 1, length 64")
                .saw(11, "< out/eth0", "IP 192.0.2.1 > 192.0.2.9: ICMP echo request, id 7, seq 1, length 64")
                .saw(20, "> out/eth0", "IP 192.0.2.9 > 192.0.2.1: ICMP echo reply, id 7, seq 1, length 64")
                .saw(22, "< veth_out", "IP 192.0.2.9 > 192.0.2.1: ICMP echo reply, id 7, seq 1, length 64")
                .saw(29, "> veth_in", "IP 192.0.2.9 > 10.1.0.2: ICMP echo reply, id 7, seq 1, length 64")
                .saw(31, "< in/eth0", "IP 192.0.2.9 > 10.1.0.2: ICMP echo reply, id 7, seq 1, length 64");
        assertThat(told(wires.journeys())).isEqualTo("""
                1. IP 10.1.0.2 > 192.0.2.9: ICMP echo request, id 7, seq 1 → 2
                  +0 > in/eth0: `in` sends it out of `eth0`.
                  +2 < veth_in after 1: It arrives at `veth_in`.
                  +9 > veth_out after 2: `init` routes it on by `veth_out` and translates its addresses: now from \
                `192.0.2.1` to `192.0.2.9`.
                  +11 < out/eth0 after 3: It arrives at `eth0`.
                    TAKEN: `192.0.2.9` is an address of `out`, so it takes the packet in.
                2. IP 192.0.2.9 > 192.0.2.1: ICMP echo reply, id 7, seq 1
                  +0 > out/eth0: `out` sends it out of `eth0`.
                  +2 < veth_out after 1: It arrives at `veth_out`.
                  +9 > veth_in after 2: `init` routes it on by `veth_in` and translates its addresses: now from \
                `192.0.2.9` to `10.1.0.2`.
                  +11 < in/eth0 after 3: It arrives at `eth0`.
                    TAKEN: `10.1.0.2` is an address of `in`, so it takes the packet in.
                """);
    }

    @Test
    void toAPublishedPortTheDestinationIsTranslated() {
        Network network = new Network()
                .pair("container:web/eth0", "veth_w")
                .bridge("init/docker0", "veth_w")
                .address("docker0", "172.17.0.1", 16)
                .address("container:web/eth0", "172.17.0.2", 16)
                .pair("lan/eth0", "uplink")
                .address("uplink", "192.0.2.1", 24)
                .address("lan/eth0", "192.0.2.9", 24)
                .forwards("init", "docker0", "uplink");
        network.scene()
                .in("init")
                .connection(new Connection(
                        "tcp",
                        new Flow("192.0.2.9", 40000, "192.0.2.1", 8080),
                        new Flow("172.17.0.2", 80, "192.0.2.9", 40000),
                        "ESTABLISHED",
                        true,
                        true));
        Wires wires = new Wires(network, "uplink", "docker0", "veth_w")
                .saw(0, "< uplink", "IP 192.0.2.9.40000 > 192.0.2.1.8080: Flags [S], seq 1, win 64240, length 0")
                .saw(8, "> docker0", "IP 192.0.2.9.40000 > 172.17.0.2.80: Flags [S], seq 1, win 64240, length 0")
                .saw(9, "> veth_w", "IP 192.0.2.9.40000 > 172.17.0.2.80: Flags [S], seq 1, win 64240, length 0");
        assertThat(told(wires.journeys())).isEqualTo("""
                1. IP 192.0.2.9.40000 > 192.0.2.1.8080: Flags [S]
                  +0 < uplink: It arrives at `uplink`.
                  +8 > docker0 after 1: `init` routes it on by `docker0` and translates its addresses: now from \
                `192.0.2.9` to `172.17.0.2`.
                  +9 > veth_w after 2: `docker0` forwards it out of its port `veth_w`.
                    UNKNOWN: What became of it is not known: nobody listened on `container:web/eth0`, the other end \
                of the wire.
                """);
    }

    @Test
    void whatWasSaidOfAFrameStaysWhenTheNetworkChanges() {
        FrameJourneys before = asked(pairInOne()).journeys();
        assertThat(asked(pairInOne().address("veth1", "10.70.2.11", 24)).after(before))
                .isSameAs(before);
        FrameJourneys grown = asked(pairInOne().address("veth1", "10.70.2.11", 24))
                .saw(2_000_000, "> veth0", REQUEST)
                .after(before);
        assertThat(grown.journeys()).hasSize(2).startsWith(before.journeys().getFirst());
    }

    private static Wires asked(Network network) {
        return new Wires(network, "veth0", "veth1").saw(0, "> veth0", REQUEST).saw(4, "< veth1", REQUEST);
    }

    @Test
    void aHopThatIsToldOfLaterJoinsItsFrame() {
        FrameJourneys first =
                new Wires(apart(), "a/veth0").saw(0, "> a/veth0", ECHO).journeys();
        assertThat(told(first)).contains("UNKNOWN: What became of it is not known: nobody listened on `b/veth1`");
        FrameJourneys then = new Wires(apart(), "a/veth0", "b/veth1")
                .saw(0, "> a/veth0", ECHO)
                .saw(4, "< b/veth1", ECHO)
                .after(first);
        assertThat(then.journeys()).hasSize(1);
        assertThat(then.journeys().getFirst().number()).isEqualTo(1);
        assertThat(then.journeys().getFirst().hops()).hasSize(2);
    }

    @Test
    void whatIsWatchedNeedsNoCaptureAndIsToldOnce() {
        Wires wires = new Wires(apart(), "a/veth0")
                .saw(0, "> a/veth0", ECHO)
                .passed(4, "< b/veth1", ECHO)
                .passed(900_000, "> a/veth0", ECHO.replace("seq 1", "seq 2"));
        FrameJourneys journeys = wires.watchedAfter(wires.journeys());
        assertThat(told(journeys)).isEqualTo("""
                1. IP 10.70.2.10 > 10.70.2.11: ICMP echo request, id 7, seq 1
                  +0 > a/veth0: `a` sends it out of `veth0`.
                  +4 < b/veth1 after 1: It arrives at `veth1`.
                    TAKEN: `10.70.2.11` is an address of `b`, so it takes the packet in.
                2. IP 10.70.2.10 > 10.70.2.11: ICMP echo request, id 7, seq 2
                  +0 > a/veth0: `a` sends it out of `veth0`.
                    UNKNOWN: `b/veth1`, the other end of the wire, was listened to, and nothing of it was seen there. \
                Why is not known.
                """);
        assertThat(journeys.journeys().getFirst().hops())
                .extracting(hop -> hop.shown().text().isEmpty())
                .containsExactly(false, true);
        assertThat(wires.watchedAfter(journeys)).isSameAs(journeys);
    }

    /** Each of the two sockets that hear it has a time of its own. */
    @Test
    void whatACaptureAndAWatchTellALittleApartIsOneFrame() {
        String begun = "IP 10.70.2.10.40960 > 10.70.2.11.80: Flags [S], seq 1, win 64240, length 0";
        FrameJourneys shown =
                new Wires(apart(), "b/veth1").saw(4, "< b/veth1", begun).journeys();
        Wires later = new Wires(apart(), "b/veth1").passed(46, "< b/veth1", begun);
        assertThat(later.watchedAfter(shown)).isSameAs(shown);
    }

    @Test
    void whatIsWatchedOnLoIsToldWhereItComesIn() {
        Wires wires = new Wires(pairInOne(), "veth0")
                .passed(0, "> lo", ECHO.replace("10.70.2.11", "10.70.2.10"))
                .passed(0, "< lo", ECHO.replace("10.70.2.11", "10.70.2.10"));
        assertThat(wires.watchedAfter(FrameJourneys.NONE).journeys())
                .singleElement()
                .satisfies(journey -> assertThat(journey.hops()).hasSize(1));
    }

    @Test
    void whatTheKernelNeverPassedIsNoJourney() {
        Scene scene = pairInOne()
                .scene()
                .ran("tcpdump -n -i veth0", "listening on veth0, link-type EN10MB\n11:40:29.528375 " + REQUEST + "\n")
                .passed(new Passages(List.of(), List.of()));
        Evidence evidence = scene.evidence();
        Snapshot snapshot = evidence.snapshot().orElseThrow();
        CommandLog log = evidence.commands().orElseThrow();
        assertThat(FrameJourneys.NONE.after(snapshot, log)).isSameAs(FrameJourneys.NONE);
    }

    @Test
    void whatIsAddressedToAnotherDeviceIsNotTaken() {
        Network network = bridged().neighbour("c1/veth1", "10.70.2.11", "02:00:00:00:09:99", "PERMANENT");
        Wires wires = new Wires(network, "c1/veth1", "c2/veth2")
                .saw(0, "> c1/veth1", ECHO)
                .saw(9, "< c2/veth2", ECHO);
        assertThat(told(wires.journeys()))
                .contains(
                        "DROPPED: The frame is addressed to `02:00:00:00:09:99`, and that is not `veth2`: `c2` drops it.");
    }

    @Test
    void whatIsForManyIsNotSaidToBeDropped() {
        Wires wires = new Wires(apart(), "b/veth1")
                .saw(0, "< b/veth1", "IP 10.70.2.10 > 239.1.2.3: ICMP echo request, id 7, seq 1, length 64");
        assertThat(told(wires.journeys())).contains("UNKNOWN: `239.1.2.3` means many receivers");
    }

    /** What passed between tcpdump's first instruction and its first look has no line. */
    @Test
    void aLineIsTheFrameOfItsTime() {
        FrameJourneys journeys = new Wires(pairInOne(), "veth0", "veth1")
                .passed(-900_000, "> veth0", REQUEST)
                .passed(-899_996, "< veth1", REQUEST)
                .saw(0, "> veth0", REQUEST)
                .saw(7, "< veth1", REQUEST)
                .journeys();
        assertThat(journeys.journeys()).hasSize(1);
        assertThat(journeys.journeys().getFirst().began()).isEqualTo(BEGAN);
        assertThat(told(journeys)).contains("+7 < veth1 after 1");
    }

    @Test
    void onlyTheNewestAreKept() {
        Wires wires = new Wires(pairInOne(), "veth0");
        for (int i = 0; i < 200; i++) {
            wires.saw(
                    i * 10_000,
                    "> veth0",
                    "IP 10.70.2.10 > 10.70.2.11: ICMP echo request, id 7, seq " + i + ", length 64");
        }
        FrameJourneys journeys = wires.journeys();
        assertThat(journeys.journeys()).hasSize(FrameJourneys.MOST);
        assertThat(journeys.journeys().getLast().caption()).endsWith("seq 199");
        assertThat(wires.after(journeys)).isSameAs(journeys);
    }
}
