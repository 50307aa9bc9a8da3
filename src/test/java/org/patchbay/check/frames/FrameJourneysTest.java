package org.patchbay.check.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.patchbay.check.RulesFromText;
import org.patchbay.check.Scene;
import org.patchbay.check.Scene.Program;
import org.patchbay.check.packet.Netfilter;
import org.patchbay.check.packet.Network;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.Message;
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

/** Complete paths of frames, for each kind of network in the course. */
class FrameJourneysTest {
    private static final double BEGAN = Scene.NOW - 30;

    /** Output of captures on all these devices, and the frames that the kernel passed there. */
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

        /** With a watch that saw all frames in every namespace. */
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
                                said(hop.did())));
                hop.end().ifPresent(end -> text.append("    %s: %s%n".formatted(end.kind(), said(end.why()))));
            }
        }
        return text.toString();
    }

    private static String said(Message message) {
        return new TreeMap<>(message.arguments())
                .entrySet().stream().map(Object::toString).collect(Collectors.joining(" ", message.key() + " ", ""));
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
    void anUnansweredRequestEndsWhereItArrives() {
        Wires wires = new Wires(pairInOne(), "veth0", "veth1")
                .saw(0, "> veth0", REQUEST)
                .saw(4, "< veth1", REQUEST)
                .saw(1_024_000, "> veth0", REQUEST)
                .saw(1_024_005, "< veth1", REQUEST);
        assertThat(told(wires.journeys())).isEqualTo("""
                1. ARP, Request who-has 10.70.2.11 tell 10.70.2.10
                  +0 > veth0: hop.begins device=veth0 namespace=init
                  +4 < veth1 after 1: hop.receives device=veth1
                    DROPPED: hop.asked-nobody address=10.70.2.11 namespace=init
                2. ARP, Request who-has 10.70.2.11 tell 10.70.2.10
                  +0 > veth0: hop.begins device=veth0 namespace=init
                  +5 < veth1 after 1: hop.receives device=veth1
                    DROPPED: hop.asked-nobody address=10.70.2.11 namespace=init
                """);
    }

    @Test
    void aMartianIsDropped() {
        Wires wires = new Wires(pairInOne().address("veth1", "10.70.2.11", 24), "veth0", "veth1")
                .saw(0, "> veth0", REQUEST)
                .saw(4, "< veth1", REQUEST);
        assertThat(told(wires.journeys())).isEqualTo("""
                1. ARP, Request who-has 10.70.2.11 tell 10.70.2.10
                  +0 > veth0: hop.begins device=veth0 namespace=init
                  +4 < veth1 after 1: hop.receives device=veth1
                    DROPPED: setting.own-sender address=10.70.2.10 device=veth1 seen=0
                """);
    }

    /** Its hardware address is c2's; without -e, nothing at c3 shows that. */
    @Test
    void aFloodedFrameWithoutHardwareAddressIsUnexplained() {
        Wires alone = new Wires(bridged(), "c3/veth3").saw(0, "< c3/veth3", ECHO);
        assertThat(told(alone.journeys())).isEqualTo("""
                1. IP 10.70.2.10 > 10.70.2.11: ICMP echo request, id 7, seq 1
                  +0 < c3/veth3: hop.receives device=veth3
                    UNKNOWN: hop.unknown-mac address=10.70.2.11 namespace=c3
                """);
        Network known = bridged().neighbour("c1/veth1", "10.70.2.11", "02:00:00:00:00:22", "REACHABLE");
        assertThat(told(new Wires(known, "c3/veth3").saw(0, "< c3/veth3", ECHO).journeys()))
                .contains("DROPPED: hop.other-mac device=veth3 mac=02:00:00:00:00:22");
        Wires heard = new Wires(bridged(), "c3/veth3")
                .saw(
                        0,
                        "< c3/veth3",
                        "02:00:00:00:00:11 > 02:00:00:00:00:22, ethertype IPv4 (0x0800), length 98: "
                                + ECHO.substring("IP ".length()));
        assertThat(told(heard.journeys())).contains("DROPPED: hop.other-mac device=veth3 mac=02:00:00:00:00:22");
    }

    /** Only c3 was captured, so it is unknown whether c2 received it. */
    @Test
    void aFloodedCopyForAnotherDeviceDoesNotShowTheFramesEnd() {
        assertThat(told(atTheThird(bridged()))).contains("COPY: hop.other-mac device=veth3");
        assertThat(told(atTheThird(bridged().unplug("veth2_p")))).contains("DROPPED: hop.other-mac device=veth3");
    }

    private static FrameJourneys atTheThird(Network network) {
        network.neighbour("c1/veth1", "10.70.2.11", network.mac("c2/veth2"), "REACHABLE");
        return new Wires(network, "c3/veth3").saw(0, "< c3/veth3", ECHO).journeys();
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
                  +0 > a/veth0: hop.begins device=veth0 namespace=a
                  +4 < b/veth1 after 1: hop.receives device=veth1
                    TAKEN: hop.asked address=10.70.2.11 namespace=b
                2. ARP, Reply 10.70.2.11 is-at 02:00:00:00:01:11
                  +0 > b/veth1: hop.begins device=veth1 namespace=b
                  +4 < a/veth0 after 1: hop.receives device=veth0
                    TAKEN: hop.told address=10.70.2.11 mac=02:00:00:00:01:11 namespace=a
                3. IP 10.70.2.10 > 10.70.2.11: ICMP echo request, id 7, seq 1 → 4
                  +0 > a/veth0: hop.begins device=veth0 namespace=a
                  +4 < b/veth1 after 1: hop.receives device=veth1
                    TAKEN: hop.taken address=10.70.2.11 namespace=b
                4. IP 10.70.2.11 > 10.70.2.10: ICMP echo reply, id 7, seq 1
                  +0 > b/veth1: hop.begins device=veth1 namespace=b
                  +4 < a/veth0 after 1: hop.receives device=veth0
                    TAKEN: hop.taken address=10.70.2.10 namespace=a
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
                  +0 > c1/veth1: hop.begins device=veth1 namespace=c1
                  +3 < veth1_p after 1: hop.enters bridge=br0 device=veth1_p
                  +12 < br0 after 2: hop.on-bridge device=br0
                  +5 > veth2_p after 3: hop.floods bridge=br0 device=veth2_p
                  +6 < c2/veth2 after 4: hop.receives device=veth2
                    TAKEN: hop.asked address=10.70.2.11 namespace=c2
                  +7 > veth3_p after 3: hop.floods bridge=br0 device=veth3_p
                  +8 < c3/veth3 after 6: hop.receives device=veth3
                    DROPPED: hop.asked-nobody address=10.70.2.11 namespace=c3
                2. IP 10.70.2.10 > 10.70.2.11: ICMP echo request, id 7, seq 1
                  +0 > c1/veth1: hop.begins device=veth1 namespace=c1
                  +3 < veth1_p after 1: hop.enters bridge=br0 device=veth1_p
                  +12 < br0 after 2: hop.on-bridge device=br0
                  +5 > veth2_p after 3: hop.bridges bridge=br0 device=veth2_p
                  +6 < c2/veth2 after 4: hop.receives device=veth2
                    TAKEN: hop.taken address=10.70.2.11 namespace=c2
                """);
    }

    @Test
    void aBridgedDropByIptablesIsReportedWithItsReason() {
        Network network = bridged()
                .setting("init", Netfilter.BRIDGED, 1)
                .rules("init", RulesFromText.table("ip", "filter", "-P FORWARD DROP"));
        Wires wires = new Wires(network, "c1/veth1", "veth1_p", "veth2_p")
                .saw(0, "> c1/veth1", ECHO)
                .saw(3, "< veth1_p", ECHO);
        assertThat(told(wires.journeys())).isEqualTo("""
                1. IP 10.70.2.10 > 10.70.2.11: ICMP echo request, id 7, seq 1
                  +0 > c1/veth1: hop.begins device=veth1 namespace=c1
                  +3 < veth1_p after 1: hop.enters bridge=br0 device=veth1_p
                    DROPPED: filter.bridged-policy bridge=br0 chain=FORWARD destination=10.70.2.11 \
                rule=-P FORWARD DROP source=10.70.2.10
                """);
    }

    @Test
    void aTranslatedFrameIsRecognized() {
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
                  +0 > in/eth0: hop.begins device=eth0 namespace=in
                  +2 < veth_in after 1: hop.receives device=veth_in
                  +9 > veth_out after 2: hop.translates destination=192.0.2.9 device=veth_out namespace=init source=192.0.2.1
                  +11 < out/eth0 after 3: hop.receives device=eth0
                    TAKEN: hop.taken address=192.0.2.9 namespace=out
                2. IP 192.0.2.9 > 192.0.2.1: ICMP echo reply, id 7, seq 1
                  +0 > out/eth0: hop.begins device=eth0 namespace=out
                  +2 < veth_out after 1: hop.receives device=veth_out
                  +9 > veth_in after 2: hop.translates destination=10.1.0.2 device=veth_in namespace=init source=192.0.2.9
                  +11 < in/eth0 after 3: hop.receives device=eth0
                    TAKEN: hop.taken address=10.1.0.2 namespace=in
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
                  +0 < uplink: hop.receives device=uplink
                  +8 > docker0 after 1: hop.translates destination=172.17.0.2 device=docker0 namespace=init source=192.0.2.9
                  +9 > veth_w after 2: hop.bridges bridge=docker0 device=veth_w
                    UNKNOWN: hop.unheard device=container:web/eth0
                """);
    }

    @Test
    void aFramesExplanationStaysWhenTheNetworkChanges() {
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
    void aHopReportedLaterJoinsItsFrame() {
        FrameJourneys first =
                new Wires(apart(), "a/veth0").saw(0, "> a/veth0", ECHO).journeys();
        assertThat(told(first)).contains("UNKNOWN: hop.unheard device=b/veth1");
        FrameJourneys then = new Wires(apart(), "a/veth0", "b/veth1")
                .saw(0, "> a/veth0", ECHO)
                .saw(4, "< b/veth1", ECHO)
                .after(first);
        assertThat(then.journeys()).hasSize(1);
        assertThat(then.journeys().getFirst().number()).isEqualTo(1);
        assertThat(then.journeys().getFirst().hops()).hasSize(2);
    }

    @Test
    void watchedFramesNeedNoCaptureAndAreReportedOnce() {
        Wires wires = new Wires(apart(), "a/veth0")
                .saw(0, "> a/veth0", ECHO)
                .passed(4, "< b/veth1", ECHO)
                .passed(900_000, "> a/veth0", ECHO.replace("seq 1", "seq 2"));
        FrameJourneys journeys = wires.watchedAfter(wires.journeys());
        assertThat(told(journeys)).isEqualTo("""
                1. IP 10.70.2.10 > 10.70.2.11: ICMP echo request, id 7, seq 1
                  +0 > a/veth0: hop.begins device=veth0 namespace=a
                  +4 < b/veth1 after 1: hop.receives device=veth1
                    TAKEN: hop.taken address=10.70.2.11 namespace=b
                2. IP 10.70.2.10 > 10.70.2.11: ICMP echo request, id 7, seq 2
                  +0 > a/veth0: hop.begins device=veth0 namespace=a
                    UNKNOWN: hop.unseen device=b/veth1
                """);
        assertThat(journeys.journeys().getFirst().hops())
                .extracting(hop -> hop.shown().text().isEmpty())
                .containsExactly(false, true);
        assertThat(wires.watchedAfter(journeys)).isSameAs(journeys);
    }

    /** Each of the two sockets has its own time stamp. */
    @Test
    void aFrameStampedTwiceByCaptureAndWatchIsOneFrame() {
        String begun = "IP 10.70.2.10.40960 > 10.70.2.11.80: Flags [S], seq 1, win 64240, length 0";
        FrameJourneys shown =
                new Wires(apart(), "b/veth1").saw(4, "< b/veth1", begun).journeys();
        Wires later = new Wires(apart(), "b/veth1").passed(46, "< b/veth1", begun);
        assertThat(later.watchedAfter(shown)).isSameAs(shown);
    }

    @Test
    void framesOnLoAreReportedWhereTheyArrive() {
        Wires wires = new Wires(pairInOne(), "veth0")
                .passed(0, "> lo", ECHO.replace("10.70.2.11", "10.70.2.10"))
                .passed(0, "< lo", ECHO.replace("10.70.2.11", "10.70.2.10"));
        assertThat(wires.watchedAfter(FrameJourneys.NONE).journeys())
                .singleElement()
                .satisfies(journey -> assertThat(journey.hops()).hasSize(1));
    }

    /** route_localnet applies to packets from other devices. */
    @Test
    void aPacketToALoopbackAddressIsTakenOnlyFromLo() {
        String there = "IP 127.0.0.1 > 127.0.0.1: ICMP echo request, id 7, seq 1, length 64";
        assertThat(told(new Wires(pairInOne().address("lo", "127.0.0.1", 8), "veth0")
                        .passed(0, "< lo", there)
                        .watchedAfter(FrameJourneys.NONE)))
                .contains("TAKEN: hop.taken address=127.0.0.1 namespace=init");
        assertThat(told(new Wires(pairInOne().address("lo", "127.0.0.1", 8), "veth1")
                        .saw(0, "< veth1", there)
                        .journeys()))
                .contains("DROPPED: setting.loopback-only");
    }

    @Test
    void aFrameThatTheKernelNeverPassedIsNoJourney() {
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
    void aFrameToAnotherHardwareAddressIsNotTaken() {
        Network network = bridged().neighbour("c1/veth1", "10.70.2.11", "02:00:00:00:09:99", "PERMANENT");
        Wires wires = new Wires(network, "c1/veth1", "c2/veth2")
                .saw(0, "> c1/veth1", ECHO)
                .saw(9, "< c2/veth2", ECHO);
        assertThat(told(wires.journeys()))
                .contains("DROPPED: hop.other-mac device=veth2 mac=02:00:00:00:09:99 namespace=c2");
    }

    @Test
    void multicastIsNotReportedAsDropped() {
        Wires wires = new Wires(apart(), "b/veth1")
                .saw(0, "< b/veth1", "IP 10.70.2.10 > 239.1.2.3: ICMP echo request, id 7, seq 1, length 64");
        assertThat(told(wires.journeys())).contains("UNKNOWN: hop.to-many address=239.1.2.3");
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
