package org.patchbay.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.patchbay.check.Verdicts.fails;
import static org.patchbay.check.Verdicts.inconclusive;
import static org.patchbay.check.Verdicts.passes;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ResourceBundle;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.check.Scene.Program;
import org.patchbay.check.output.Cell;
import org.patchbay.check.output.EarlierRun;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.check.verdict.Wording;
import org.patchbay.observe.parse.Frame;
import org.patchbay.observe.wire.Passage;

class PrintedTest {
    private static final String ROUTES = """
            内核 IP 路由表
            目标            网关            子网掩码        标志  跃点   引用  使用 接口
            10.70.2.0       0.0.0.0         255.255.255.0   U     0      0        0 veth0
            """;
    private static final String INCOMPLETE = """
            Address                  HWtype  HWaddress           Flags Mask            Iface
            10.70.2.11                       (incomplete)                              veth0
            """;
    private static final String IFCONFIG = """
            veth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500
                    inet 10.70.2.10  netmask 255.255.255.0  broadcast 0.0.0.0
            """;

    private static Printed printed(String tool, Map<String, Cell> row) {
        return new Printed(tool, List.of(), Optional.empty(), row);
    }

    private static Cell is(String value) {
        return new Cell.Is(value);
    }

    private static final Printed ROUTE =
            printed("route", Map.of("destination", is("10.70.2.0"), "iface", is("veth0"), "metric", is("0")));
    private static final Printed ARP =
            printed("arp", Map.of("address", is("10.70.2.11"), "iface", is("veth0"), "hwaddress", new Cell.Missing()));

    @Test
    void aRowOfTheGenuineToolCounts() {
        passes(ROUTE, Scene.ready().ran("route -n", ROUTES));
        passes(ARP, Scene.ready().ran("arp -n", INCOMPLETE));
        passes(ARP, Scene.ready().ran("arp -an", "? (10.70.2.11) at <incomplete> on veth0\n"));
        passes(
                printed(
                        "ifconfig",
                        Map.of("name", is("veth0"), "ipv4_addr", is("10.70.2.10"), "state", new Cell.Has("UP"))),
                Scene.ready().ran("ifconfig", IFCONFIG));
        String ping = "PING 10.70.2.10 (10.70.2.10) 56(84) bytes of data.\n\n--- 10.70.2.10 ping statistics ---\n"
                + "2 packets transmitted, 2 received, 0% packet loss, time 1001ms\n";
        passes(
                printed("ping", Map.of("destination_ip", is("10.70.2.10"), "packets_received", new Cell.AtLeast(1))),
                Scene.ready().ran("ping -c 2 10.70.2.10", ping));
    }

    private static Scene justRan(String line, String output) {
        return Scene.ready().ran("t1", line, output, Scene.NOW - 1.1, Scene.NOW - 1, Program.genuine(line));
    }

    @Test
    void aListingOfIproute2CountsByItsJson() {
        Printed address = printed("ip-address", Map.of("ifname", is("veth0"), "addr_info", new Cell.Has("10.70.2.10")));
        String text = """
                2: veth0@veth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP
                    inet 10.70.2.10/24 scope global veth0
                """;
        passes(address, Scene.ready().ran("ip -4 addr show dev veth0", text));
        String other = text.replace("10.70.2.10/", "10.70.2.100/");
        fails(address, Scene.ready().ran("ip a", other), Layer.TOOL, "ip address", "printed.differs");
        Printed nowhere = printed("ip-address", Map.of("ifname", is("veth0"), "addr_info", new Cell.Has("10.70.2.77")));
        fails(
                nowhere,
                justRan("ip addr", text.replace("10.70.2.10/", "10.70.2.77/")),
                Layer.TOOL,
                "ip address",
                "printed.denied");
        Printed route = printed("ip-route", Map.of("dst", is("10.70.2.0/24"), "dev", is("veth0")));
        passes(route, Scene.ready().ran("ip route", "10.70.2.0/24 dev veth0 proto kernel scope link src 10.70.2.10\n"));
        Printed absent = printed("ip-route", Map.of("dst", is("10.99.0.0/16"), "dev", is("veth0")));
        fails(absent, justRan("ip r", "10.99.0.0/16 dev veth0 scope link\n"), Layer.TOOL, "ip route", "printed.denied");
    }

    @Test
    void onlyTheToolItselfIsBelieved() {
        fails(ROUTE, Scene.ready().ran("ip link", "1: lo: <LOOPBACK>"), Layer.TOOL, "route", "tool.not-run");
        fails(
                ROUTE,
                Scene.ready().ran("t1", "cat saved.txt", ROUTES, Program.genuine("cat saved.txt")),
                Layer.TOOL,
                "route",
                "text.pretended");
        fails(ROUTE, Scene.ready().ran("t1", "route -n", ROUTES), Layer.TOOL, "route", "text.unseen");
        Printed address = printed("ip-address", Map.of("ifname", is("veth0")));
        Scene other = Scene.ready()
                .ran(
                        "t1",
                        "ip netns exec ns1 arp -n",
                        "",
                        Program.genuine("ip netns exec ns1 arp -n").in(Scene.NS1),
                        Program.genuine("arp -n").in(Scene.NS1));
        fails(address, other, Layer.TOOL, "ip address", "tool.not-run");
        fails(
                ROUTE,
                Scene.ready().ran("t1", "route", "hi\n", Program.stranger("/root/route", "route")),
                Layer.TOOL,
                "route",
                "tool.stranger");
        fails(
                ROUTE,
                Scene.ready()
                        .ran(
                                "t1",
                                "ip netns exec ns1 route",
                                ROUTES,
                                Program.genuine("route").in(Scene.NS1)),
                Layer.TOOL,
                "route",
                "tool.namespace");
    }

    @Test
    void aToolThatReadsTheSameFromTheKernelIsNoAlias() {
        Diagnosis other = fails(
                ROUTE, Scene.ready().ran("ip route", "10.70.2.0/24 dev veth0"), Layer.TOOL, "route", "tool.other");
        assertThat(other.sentence().arguments())
                .containsEntry("seen", "ip route")
                .containsEntry("tool", "route -n");
        assertThat(other.see()).isEqualTo("route -n");
        fails(ARP, Scene.ready().ran("ip neigh", ""), Layer.TOOL, "arp", "tool.other");
        // The program is reported before the shell reports the line that started it.
        Diagnosis early = fails(
                ROUTE,
                Scene.ready().ran("t1", "ifconfig", IFCONFIG, Program.genuine("ip route")),
                Layer.TOOL,
                "route",
                "tool.other");
        assertThat(early.sentence().arguments()).containsEntry("seen", "ip route");
        Printed address = printed("ip-address", Map.of("ifname", is("veth0")));
        fails(address, Scene.ready().ran("ifconfig", IFCONFIG), Layer.TOOL, "ip address", "tool.other");
    }

    @Test
    void anotherToolThatShowsTheFactAfterThisOneIsAnswered() {
        Printed address = printed("ifconfig", Map.of("name", is("veth0"), "ipv4_addr", is("10.70.2.10")));
        Scene elsewhere = Scene.ready()
                .ran("ifconfig lo", "lo: flags=73<UP,LOOPBACK,RUNNING>  mtu 65536\n")
                .ran("ip addr show lo", "1: lo: <UP> mtu 65536\n");
        fails(address, elsewhere.confirmed(), Layer.TOOL, "ifconfig", "printed.about-others");
        String shown = "2: veth0@veth1: <UP> mtu 1500\n    inet 10.70.2.10/24 scope global veth0\n";
        Scene there = elsewhere.ran("ip -4 addr show veth0", shown);
        Diagnosis other = fails(address, there.confirmed(), Layer.TOOL, "ifconfig", "tool.other");
        assertThat(other.sentence().arguments())
                .containsEntry("seen", "ip -4 addr show veth0")
                .containsEntry("tool", "ifconfig");
        Scene again = there.ran("ifconfig lo", "lo: flags=73<UP,LOOPBACK,RUNNING>  mtu 65536\n");
        fails(address, again.confirmed(), Layer.TOOL, "ifconfig", "printed.about-others");
    }

    /** A state may be named: the lesson's text has it. */
    @Test
    void anotherStateIsNamedWithTheExpectedOne() {
        Printed stale = printed("ip-neigh", Map.of("dst", is("10.70.2.11"), "state", new Cell.Has("STALE")));
        Scene reachable = Scene.ready()
                .neighbour("veth0", "10.70.2.11", "02:00:00:00:00:03", "REACHABLE")
                .ran("ip neigh", "10.70.2.11 dev veth0 lladdr 02:00:00:00:00:03 REACHABLE\n")
                .confirmed();
        Diagnosis diagnosis = fails(stale, reachable, Layer.TOOL, "ip neigh", "printed.expected");
        assertThat(diagnosis.sentence().arguments())
                .containsEntry("seen", "REACHABLE")
                .containsEntry("wanted", "STALE");
        assertThat(diagnosis.see()).isEqualTo("ip neigh");
    }

    private static Scene routed() {
        return Scene.ready().route("0.0.0.0/0", "10.70.2.1", "veth0", 0);
    }

    /** Without {@code -n} route and arp show names where they know one. */
    @Test
    void theFactCountsWithNamesOrWithout() {
        Printed out = printed(
                "route", Map.of("destination", is("0.0.0.0"), "gateway", is("10.70.2.1"), "iface", is("veth0")));
        String table = """
                Kernel IP routing table
                Destination     Gateway         Genmask         Flags Metric Ref    Use Iface
                default         GATEWAY         0.0.0.0         UG    0      0        0 veth0
                """;
        passes(out, routed().ran("route", table.replace("GATEWAY", "10.70.2.1")).confirmed());
        Diagnosis names = fails(
                out,
                routed().ran("route", table.replace("GATEWAY", "router   ")).confirmed(),
                Layer.TOOL,
                "route",
                "printed.names");
        assertThat(names.sentence().arguments()).containsEntry("seen", "router");
    }

    @Test
    void aProgramThatFailedBeforeStartingTheToolIsNamed() {
        String line = "nsenter -t 99999 -n route";
        Scene gone = Scene.ready()
                .ran(
                        "t1",
                        line,
                        "nsenter: cannot open /proc/99999/ns/net: No such file or directory\n",
                        Program.genuine(line).failed(1));
        Diagnosis diagnosis = fails(ROUTE, gone, Layer.TOOL, "route", "tool.never-began");
        assertThat(diagnosis.sentence().arguments())
                .containsEntry("program", "nsenter")
                .containsEntry("status", "1");
        Program parent = Program.genuine(line).as(201, 100).failed(1);
        Program child = Program.stranger("/root/route", "route").as(202, 201).failed(1);
        fails(ROUTE, Scene.ready().ran("t1", line, "hi\n", parent, child), Layer.TOOL, "route", "tool.stranger");
    }

    @Test
    void theKernelIsHeldAgainstARunThatHasOnlyJustEnded() {
        double justNow = Scene.NOW - 1;
        Scene fresh = Scene.pair(true, true)
                .ran("t1", "route -n", ROUTES, justNow - 0.1, justNow, Program.genuine("route -n"));
        fails(ROUTE, fresh, Layer.TOOL, "route", "printed.denied");
        Scene changedSince = Scene.pair(true, true).ran("route -n", ROUTES);
        passes(ROUTE, changedSince);
    }

    /** Forged text among a tool's lines, or any time after its run. */
    @Test
    void aRowCountsOnlyIfTheKernelHadItWhenTheToolEnded() {
        passes(ROUTE, Scene.ready().ran("route -n", ROUTES).confirmed());
        fails(ROUTE, Scene.pair(true, true).ran("route -n", ROUTES).confirmed(), Layer.TOOL, "route", "printed.denied");
        String gateway = ROUTES.replace("0.0.0.0 ", "10.70.2.1 ").replace(" U ", " UG ");
        fails(
                printed("route", Map.of("destination", is("10.70.2.0"), "gateway", is("10.70.2.1"))),
                Scene.ready().ran("route -n", gateway).confirmed(),
                Layer.TOOL,
                "route",
                "printed.denied");
        fails(ARP, Scene.ready().ran("arp -n", INCOMPLETE).confirmed(), Layer.TOOL, "arp", "printed.denied");
        Scene asked = Scene.ready().neighbour("veth0", "10.70.2.11", "", "FAILED");
        passes(ARP, asked.ran("arp -n", INCOMPLETE).confirmed());
        Printed other = printed("ifconfig", Map.of("name", is("veth0"), "ipv4_addr", is("10.70.2.10")));
        passes(other, Scene.ready().ran("ifconfig", IFCONFIG).confirmed());
        fails(
                other,
                Scene.ready()
                        .forget(own -> true, route -> true)
                        .ran("ifconfig", IFCONFIG)
                        .confirmed(),
                Layer.TOOL,
                "ifconfig",
                "printed.denied");
    }

    @Test
    void aRunWithoutATimelyLookIsUnknown() {
        inconclusive(ROUTE, Scene.ready().ran("route -n", ROUTES).unwatched().evidence(), "unseen.moment");
        inconclusive(
                ROUTE, Scene.pair(true, true).ran("route -n", ROUTES).looked(9).evidence(), "unseen.moment");
        passes(ROUTE, Scene.ready().ran("route -n", ROUTES).looked(9));
        Scene still = Scene.pair(true, true).ran("route -n", ROUTES);
        fails(ROUTE, still.looked(1), Layer.TOOL, "route", "printed.denied");
        Scene amidChange = Scene.pair(true, true).ran("route -n", ROUTES);
        Scene before = Scene.pair(true, true).neighbour("veth0", "10.70.2.11", "", "FAILED");
        inconclusive(ROUTE, amidChange.looked(1, before).evidence(), "unseen.moment");
        fails(
                ROUTE,
                Scene.pair(true, true).ran("route -n", ROUTES).looked(0.1, before),
                Layer.TOOL,
                "route",
                "printed.denied");
        Scene justNow = Scene.ready()
                .ran("t1", "route -n", ROUTES, Scene.NOW - 1, Scene.NOW + 0.01, Program.genuine("route -n"));
        inconclusive(ROUTE, justNow.unwatched().evidence(), "unseen.untried");
    }

    /** In another topology, with other names. */
    @Test
    void outputFromBeforeAChangeIsNamedAsThat() {
        Printed empty = printed(
                "arp", Map.of("address", is("192.0.2.7"), "iface", is("east"), "hwaddress", new Cell.Missing()));
        String resolved = """
                Address                  HWtype  HWaddress           Flags Mask            Iface
                192.0.2.7                ether   02:00:00:00:00:07   C                     east
                """;
        Scene then = east().neighbour("east", "192.0.2.7", "02:00:00:00:00:07", "REACHABLE")
                .ran("arp -n", resolved)
                .confirmed();
        Printed known = printed("arp", Map.of("address", is("192.0.2.7"), "hwaddress", is("02:00:00:00:00:07")));
        fails(new Not(known), then, Layer.TOOL, "arp", "printed.still-so");
        Scene flushed = then.forgetNeighbours().ran("ip neigh flush dev east", "");
        Diagnosis old = fails(empty, flushed, Layer.TOOL, "arp", "printed.stale-row-since");
        assertThat(old.sentence().arguments())
                .containsEntry("change", "ip neigh flush dev east")
                .containsEntry("tool", "arp -n");
        fails(new Not(known), flushed, Layer.TOOL, "arp", "printed.stale-row-since");
        Scene early = east().ran("arp -n", "").confirmed();
        fails(empty, early.neighbour("east", "192.0.2.7", "", "FAILED"), Layer.TOOL, "arp", "printed.stale");
        Printed route = printed("ip-route", Map.of("dst", is("198.51.100.0/24"), "dev", is("east")));
        Scene late = east().ran("ip route", "192.0.2.0/24 dev east proto kernel scope link src 192.0.2.1\n")
                .confirmed()
                .route("198.51.100.0/24", "", "east", 0)
                .ran("ip route add 198.51.100.0/24 dev east", "");
        fails(route, late, Layer.TOOL, "ip route", "printed.stale-since");
    }

    @Test
    void aMissingRowOfIprouteIsExplainedByItsDependencies() {
        Printed route = printed("ip-route", Map.of("dst", is("198.51.100.0/24"), "dev", is("east")));
        Scene down = Scene.pair(true, true)
                .link(Scene.veth(2, "east", 3, false, false))
                .settings("east")
                .address("east", "192.0.2.1", 24);
        fails(route, down.ran("ip route", "").confirmed(), Layer.LINK, "east", "link.down");
        Printed neighbour = printed("ip-neigh", Map.of("dst", is("192.0.2.7"), "dev", is("west")));
        fails(neighbour, east().ran("ip neigh", "").confirmed(), Layer.LINK, "west", "link.missing");
        Printed link = printed("ip-link", Map.of("ifname", is("west"), "mtu", is("1280")));
        fails(link, east().ran("ip link", "").confirmed(), Layer.LINK, "west", "link.missing");
        Printed learned = printed("bridge-fdb", Map.of("mac", is("02:00:00:00:00:07"), "ifname", is("east")));
        fails(learned, east().ran("bridge fdb show", "").confirmed(), Layer.BRIDGE, "east", "bridge.free");
    }

    @Test
    void aRowOfAnotherRoutingTableIsNamedByItsTable() {
        Printed local = printed("ip-route", Map.of("type", is("local"), "dst", is("10.70.2.11"), "dev", is("veth1")));
        String main = "10.70.2.0/24 dev veth1 proto kernel scope link src 10.70.2.11\n";
        Scene listed = Scene.ready()
                .address("veth1", "10.70.2.11", 24)
                .ran("ip route show", main)
                .confirmed();
        Diagnosis diagnosis = fails(local, listed, Layer.TOOL, "ip route", "printed.other-table");
        assertThat(diagnosis.sentence().arguments())
                .containsEntry("seen", "main")
                .containsEntry("wanted", "local");
        assertThat(diagnosis.evidence()).containsExactly(new Quote("ip route show", main.strip()));
    }

    @Test
    void brctlReadsTheSameAsBridge() {
        Printed learned = printed("bridge-fdb", Map.of("mac", is("02:00:00:00:00:02"), "ifname", is("veth0")));
        Diagnosis macs =
                fails(learned, Scene.ready().ran("brctl showmacs br0", ""), Layer.TOOL, "bridge fdb", "tool.other");
        assertThat(macs.sentence().arguments()).containsEntry("seen", "brctl showmacs br0");
        fails(learned, Scene.ready().ran("brctl show", ""), Layer.TOOL, "bridge fdb", "tool.not-run");
        Printed port = printed("bridge-link", Map.of("ifname", is("veth0")));
        fails(port, Scene.ready().ran("brctl show", ""), Layer.TOOL, "bridge link", "tool.other");
    }

    private static Scene east() {
        return Scene.pair(true, true)
                .link(Scene.veth(2, "east", 3, true, true))
                .settings("east")
                .without("veth0")
                .address("east", "192.0.2.1", 24);
    }

    @Test
    void outputThatAFilterHidesIsNotAbsent() {
        fails(new Not(ROUTE), Scene.ready().ran("route -n", "").confirmed(), Layer.TOOL, "route", "printed.left-out");
        passes(new Not(ROUTE), Scene.pair(true, true).ran("route -n", "").confirmed());
    }

    @Test
    void aPingHasNoMoreAnswersThanCameIn() {
        Printed answered =
                printed("ping", Map.of("destination_ip", is("10.70.2.11"), "packets_received", new Cell.AtLeast(1)));
        String text = "PING 10.70.2.11 (10.70.2.11) 56(84) bytes of data.\n\n--- 10.70.2.11 ping statistics ---\n"
                + "1 packets transmitted, 1 received, 0% packet loss, time 0ms\n";
        fails(answered, Scene.ready().ran("ping -c 1 10.70.2.11", text).passed(), Layer.TOOL, "ping", "printed.denied");
        Frame.Ip reply = new Frame.Ip(
                "10.70.2.11",
                OptionalInt.empty(),
                "10.70.2.10",
                OptionalInt.empty(),
                Optional.of("ICMP"),
                Optional.of(new Frame.Icmp("echo reply", OptionalInt.of(9), OptionalInt.of(1))),
                Optional.empty());
        Passage came =
                new Passage(Scene.INIT, 2, "veth0", Scene.NOW - 58.5, false, 84, Optional.empty(), Optional.of(reply));
        passes(answered, Scene.ready().ran("ping -c 1 10.70.2.11", text).passed(came));
    }

    @Test
    void aRowThatIsMissingIsExplainedByTheKernel() {
        String none = ROUTES.substring(0, ROUTES.lastIndexOf("10.70"));
        fails(ROUTE, new Scene().ran("route -n", none), Layer.LINK, "veth0", "link.missing");
        fails(ROUTE, Scene.pair(true, false).ran("route -n", none), Layer.LINK, "veth1", "link.peer-down");
        fails(ROUTE, Scene.pair(true, true).ran("route -n", none), Layer.ADDRESS, "veth0", "address.none");
        Scene other = Scene.pair(true, true).address("veth0", "10.70.3.10", 24).ran("route -n", none);
        fails(ROUTE, other, Layer.ROUTE, "veth0", "route.not-there");
        Printed out = printed("route", Map.of("destination", is("0.0.0.0"), "iface", is("veth0")));
        fails(out, Scene.ready().ran("route -n", ROUTES).confirmed(), Layer.ROUTE, "veth0", "route.no-default");
        fails(ROUTE, Scene.ready().ran("route -n", none), Layer.TOOL, "route", "printed.empty");
        fails(ARP, Scene.ready().ran("arp -n", ""), Layer.ARP, "veth0", "neighbour.missing");
        Scene resolved = Scene.ready().neighbour("veth0", "10.70.2.11", "02:00:00:00:00:03", "REACHABLE");
        fails(ARP, resolved.ran("arp -n", ""), Layer.ARP, "veth0", "neighbour.known");
        Printed device = printed("ifconfig", Map.of("name", is("veth0"), "ipv4_addr", is("10.70.2.10")));
        fails(device, Scene.ready().ran("ifconfig veth1", ""), Layer.TOOL, "ifconfig", "printed.empty");
        fails(device, Scene.pair(true, true).ran("ifconfig", ""), Layer.ADDRESS, "veth0", "address.missing");
        fails(device, Scene.pair(false, true).ran("ifconfig", ""), Layer.LINK, "veth0", "link.down");
    }

    private static String said(Assertion assertion, Scene scene, String language) {
        Verdict verdict = assertion.judge(scene.evidence());
        assertThat(verdict).isInstanceOf(Verdict.Failed.class);
        return new Wording(ResourceBundle.getBundle("messages.diagnosis", Locale.forLanguageTag(language)))
                .of(((Verdict.Failed) verdict).diagnosis().sentence());
    }

    private static Quote shown(Assertion assertion, Scene scene) {
        Verdict verdict = assertion.judge(scene.evidence());
        assertThat(verdict).isInstanceOf(Verdict.Passed.class);
        return ((Verdict.Passed) verdict).evidence().getFirst();
    }

    /** Neither in the names of JSON's columns, nor so that the value which is to be found is given away. */
    @Test
    void aDifferenceIsReportedByThePrintedRow() {
        Printed own = printed("ifconfig", Map.of("name", is("veth0"), "ipv4_addr", is("10.70.2.10")));
        Scene unknown =
                Scene.ready().ran("ifconfig eth1", "eth1: error fetching interface information: Device not found\n");
        assertThat(said(own, unknown, "en"))
                .isEqualTo("`ifconfig eth1` was run for `eth1`, but the network namespace `init` has no `eth1`.");
        assertThat(said(own, unknown, "zh")).isEqualTo("`ifconfig eth1` 问的是 `eth1`，而网络命名空间 `init` 里没有 `eth1`。");
        Scene other = Scene.ready().ran("ifconfig lo", IFCONFIG.replace("veth0", "lo"));
        assertThat(said(own, other, "en")).isEqualTo("`ifconfig lo` printed rows about `lo`, but none about `veth0`.");
        Scene wrong = Scene.ready().ran("ifconfig", IFCONFIG.replace("10.70.2.10", "10.70.2.99"));
        assertThat(said(own, wrong, "en"))
                .isEqualTo(
                        "In the output of `ifconfig`, the IPv4 address is `10.70.2.99`, which is not the expected value.");
        assertThat(said(own, wrong, "zh")).isEqualTo("`ifconfig` 打印的内容里，IPv4 地址是 `10.70.2.99`，与预期不符。");
        Printed probing = printed("ip-neigh", Map.of("dst", is("10.70.2.11"), "state", new Cell.Has("PROBE")));
        Scene stale = Scene.ready()
                .neighbour("veth0", "10.70.2.11", "02:00:00:00:00:03", "STALE")
                .ran("ip neigh", "10.70.2.11 dev veth0 lladdr 02:00:00:00:00:03 STALE\n");
        assertThat(said(probing, stale, "en"))
                .isEqualTo("In the output of `ip neigh`, the state is `STALE`; `PROBE` is expected.");
        Printed answered =
                printed("ping", Map.of("destination_ip", is("10.70.2.11"), "packets_received", new Cell.AtLeast(1)));
        Scene elsewhere = Scene.ready()
                .neighbour("veth0", "10.70.2.11", "02:00:00:00:00:03", "REACHABLE")
                .ran("ping -c 1 10.70.2.12", "PING 10.70.2.12 (10.70.2.12) 56(84) bytes of data.\n");
        assertThat(said(answered, elsewhere, "en")).contains("10.70.2.11").doesNotContain("destination_ip");
        Scene nothing = Scene.ready().ran("route", "route: invalid option -- 'q'\n");
        assertThat(said(ROUTE, nothing, "en"))
                .isEqualTo("`route` printed this instead of a table: route: invalid option -- 'q'");
    }

    @Test
    void theMachinesOutputIsQuotedAsPrinted() {
        assertThat(shown(ROUTE, Scene.ready().ran("route -n", ROUTES)))
                .isEqualTo(new Quote(
                        "route -n", "10.70.2.0       0.0.0.0         255.255.255.0   U     0      0        0 veth0"));
        Printed own = printed("ifconfig", Map.of("name", is("veth0"), "ipv4_addr", is("10.70.2.10")));
        assertThat(shown(own, Scene.ready().ran("ifconfig", IFCONFIG)).text())
                .startsWith("veth0: flags=4163")
                .endsWith("inet 10.70.2.10  netmask 255.255.255.0  broadcast 0.0.0.0");
        Printed answered =
                printed("ping", Map.of("destination_ip", is("10.70.2.10"), "packets_received", new Cell.AtLeast(1)));
        String replies = "64 bytes from 10.70.2.10: icmp_seq=1 ttl=64 time=0.03 ms\n".repeat(3);
        Scene ping = Scene.ready()
                .ran(
                        "ping -c 3 10.70.2.10",
                        "PING 10.70.2.10 (10.70.2.10) 56(84) bytes of data.\n" + replies
                                + "\n--- 10.70.2.10 ping statistics ---\n"
                                + "3 packets transmitted, 3 received, 0% packet loss, time 2031ms\n");
        assertThat(shown(answered, ping).text()).isEqualTo("""
                PING 10.70.2.10 (10.70.2.10) 56(84) bytes of data.
                …
                --- 10.70.2.10 ping statistics ---
                3 packets transmitted, 3 received, 0% packet loss, time 2031ms""");
        Ran links = new Ran("ip", List.of("link"), Optional.empty());
        Scene coloured = Scene.ready()
                .ran("t1", "ip link", "1: lo: <LOOPBACK> mtu 65536\n", Program.genuine("ip -color=auto link"));
        assertThat(shown(links, coloured)).isEqualTo(new Quote("ip link", "1: lo: <LOOPBACK> mtu 65536"));
        Scene nested =
                Scene.ready().ran("t1", "bash", "…\n", Program.genuine("bash"), Program.genuine("ip -color=auto link"));
        assertThat(shown(links, nested)).isEqualTo(new Quote("ip link", ""));
    }

    /** Earlier attempts are no longer mentioned. */
    @Test
    void theNewestRunIsExplained() {
        Scene denied = Scene.pair(true, true).ran("route -n", ROUTES).confirmed();
        fails(ROUTE, denied, Layer.TOOL, "route", "printed.denied");
        Scene since = Scene.ready().ran("route -n", ROUTES.replace("10.70.2.0 ", "10.70.9.0 "));
        fails(ROUTE, since, Layer.TOOL, "route", "printed.none-such");
    }

    @Test
    void aPingThatWentElsewhereIsNamedAsThat() {
        NeighbourIs asked = new NeighbourIs(
                DeviceName.parse("veth0"),
                "10.70.2.11",
                Set.of(NeighbourState.INCOMPLETE, NeighbourState.FAILED),
                Optional.empty(),
                false);
        fails(asked, Scene.ready(), Layer.ARP, "veth0", "neighbour.missing");
        fails(asked, Scene.ready().ran("ping -c 1 10.70.2.11", ""), Layer.ARP, "veth0", "neighbour.missing");
        Scene self = Scene.ready().ran("ping -c 1 10.70.2.10", "");
        fails(asked, self, Layer.ARP, "veth0", "ping.other-address");
        assertThat(said(asked, self, "en"))
                .isEqualTo("`ping -c 1 10.70.2.10` was sent to `10.70.2.10` instead of `10.70.2.11`.");
        Scene by = Scene.ready().ran("ping -c 1 -I veth1 10.70.2.11", "");
        fails(asked, by, Layer.ARP, "veth0", "ping.other-device");
        assertThat(said(asked, by, "zh")).isEqualTo("`ping -c 1 -I veth1 10.70.2.11` 从 `veth1` 发出（`-I`），而预期是 `veth0`。");
        Scene both = Scene.ready().ran("ping -I veth1 10.70.2.11", "").ran("ping -I veth0 10.70.2.11", "");
        fails(asked, both, Layer.ARP, "veth0", "neighbour.missing");
        Ran through = new Ran("ping", List.of("-I veth0"), Optional.empty());
        assertThat(said(through, Scene.ready().ran("ping -c 1 -I veth1 10.70.2.11", ""), "en"))
                .isEqualTo("`ping -c 1 -I veth1 10.70.2.11` ran with `-I veth1` instead of `-I veth0`.");
        Ran to = new Ran("ping", List.of("10.70.2.11"), Optional.empty());
        assertThat(said(to, self, "en"))
                .isEqualTo("`ping -c 1 10.70.2.10` ran with `10.70.2.10` instead of `10.70.2.11`.");
    }

    @Test
    void ofSeveralRunsTheMostSimilarIsNamed() {
        Ran asked = new Ran("ip", List.of("route", "get", "203.0.113.5"), Optional.empty());
        String line = "ip route get 192.0.2.8; ip neigh";
        Scene scene = Scene.ready()
                .ran("t1", line, "", Program.genuine("ip route get 192.0.2.8"), Program.genuine("ip neigh"));
        assertThat(said(asked, scene, "en")).isEqualTo("`" + line + "` ran with `192.0.2.8` instead of `203.0.113.5`.");
    }

    @Test
    void aPingThatIsNotAnsweredIsFollowedOnItsWay() {
        Printed answered =
                printed("ping", Map.of("destination_ip", is("10.70.2.11"), "packets_received", new Cell.AtLeast(1)));
        String lost = "PING 10.70.2.11 (10.70.2.11) 56(84) bytes of data.\n\n--- 10.70.2.11 ping statistics ---\n"
                + "3 packets transmitted, 0 received, 100% packet loss, time 2031ms\n";
        String line = "ping -c 3 10.70.2.11";
        fails(answered, Scene.pair(true, true).ran(line, lost), Layer.ROUTE, "10.70.2.11", "route.none");
        Scene silent =
                Scene.ready().neighbour("veth0", "10.70.2.11", "", "FAILED").ran(line, lost);
        Diagnosis unresolved = fails(answered, silent, Layer.ADDRESS, "10.70.2.11", "address.nobody-there");
        assertThat(unresolved.evidence().getFirst().text()).isEqualTo("10.70.2.11 dev veth0 FAILED");
    }

    @Test
    void aRowThatWasNotPrintedIsProvedByARun() {
        inconclusive(new Not(ROUTE), Scene.ready().evidence(), "unseen.run");
        inconclusive(
                new Not(ROUTE),
                Scene.ready().ran("route add default gw 10.70.2.1", "").evidence(),
                "unseen.run");
        passes(new Not(ARP), Scene.ready().ran("arp -n", ""));
        fails(new Not(ROUTE), Scene.ready().ran("route -n", ROUTES), Layer.TOOL, "route", "printed.still-so");
    }

    @Test
    void aRunIsKnownByItsArguments() {
        Ran through = new Ran("ping", List.of("-I veth0", "10.70.2.11"), Optional.empty());
        passes(through, Scene.ready().ran("ping -c 3 -I veth0 10.70.2.11", ""));
        passes(through, Scene.ready().ran("ping -Iveth0 10.70.2.11", ""));
        fails(through, Scene.ready().ran("ping 10.70.2.11", ""), Layer.TOOL, "ping", "tool.arguments");
        fails(through, Scene.ready(), Layer.TOOL, "ping", "tool.not-run");
        passes(new Ran("arp", List.of("-a"), Optional.empty()), Scene.ready().ran("arp -na", ""));
        fails(new Not(through), Scene.ready().ran("ping -I veth0 10.70.2.11", ""), Layer.TOOL, "ping", "tool.was-run");
        inconclusive(through, new Evidence(Scene.ready().evidence().snapshot(), Optional.empty()), "unseen.commands");
    }

    @Test
    void helpAndVersionAreNoRuns() {
        Ran rules = new Ran("iptables", List.of(), Optional.empty());
        passes(rules, Scene.ready().ran("iptables -S", ""));
        fails(rules, Scene.ready().ran("iptables --version", ""), Layer.TOOL, "iptables", "tool.of-itself");
        fails(rules, Scene.ready().ran("iptables -V", ""), Layer.TOOL, "iptables", "tool.of-itself");
        Ran links = new Ran("ip", List.of("link"), Optional.empty());
        fails(links, Scene.ready().ran("ip link help", ""), Layer.TOOL, "ip", "tool.of-itself");
        passes(links, Scene.ready().ran("ip link help", "").ran("ip link", ""));
        passes(
                new Ran("tcpdump", List.of("--version"), Optional.empty()),
                Scene.ready().ran("tcpdump --version", ""));
    }

    @Test
    void aRunFromBeforeTheRunItMustFollowIsTooEarly() {
        Ran log = new Ran(
                "dmesg",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new EarlierRun("ping", List.of("-I east"))));
        fails(log, Scene.ready(), Layer.TOOL, "dmesg", "tool.not-run");
        fails(log, Scene.ready().ran("dmesg", ""), Layer.TOOL, "ping", "tool.not-run");
        Scene early = Scene.ready().ran("dmesg -T", "").ran("ping -c 1 -I east 192.0.2.7", "");
        Diagnosis old = fails(log, early, Layer.TOOL, "dmesg", "tool.early");
        assertThat(old.sentence().arguments())
                .containsEntry("tool", "dmesg -T")
                .containsEntry("wanted", "ping -I east");
        passes(log, early.ran("dmesg", ""));
    }

    @Test
    void ofSeveralWaysTheOneThatWasTriedIsExplained() {
        Any either = new Any(List.of(
                new Ran("nft", List.of("list"), Optional.empty()),
                new Ran(
                        "dmesg",
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new EarlierRun("ping", List.of())))));
        Scene early = Scene.ready().ran("dmesg", "").ran("ping 192.0.2.7", "");
        fails(either, early, Layer.TOOL, "dmesg", "tool.early");
        fails(either, Scene.ready(), Layer.TOOL, "nft", "tool.not-run");
    }

    @Test
    void aRunIsKnownByWhatStartedIt() {
        Ran entered = new Ran("arp", List.of(), Optional.empty(), Optional.of("nsenter"), Optional.empty());
        Scene.Program nsenter =
                Scene.Program.genuine("nsenter -n --target 7 arp -n").as(7000, 100);
        Scene.Program arp = Scene.Program.genuine("arp -n");
        passes(entered, Scene.ready().ran("t1", "nsenter -n --target 7 arp -n", "", nsenter, arp.as(7000, 100)));
        Scene.Program shell = Scene.Program.genuine("bash");
        passes(
                entered,
                Scene.ready()
                        .ran("t1", "nsenter -n --target 7", "", nsenter, shell.as(7000, 100), shell.as(7001, 7000))
                        .ran("t1", "arp -n", "", arp.as(7002, 7001)));
        fails(entered, Scene.ready().ran("arp -n", ""), Layer.TOOL, "nsenter", "tool.not-run");
        fails(
                entered,
                Scene.ready().ran("t1", "nsenter --help", "", nsenter).ran("t1", "arp -n", "", arp.as(7002, 100)),
                Layer.TOOL,
                "nsenter",
                "tool.through");
        fails(entered, Scene.ready(), Layer.TOOL, "arp", "tool.not-run");
    }

    @Test
    void cellsAreReadAsLessonsWriteThem() {
        assertThat(Cell.parse(null)).isEqualTo(new Cell.Missing());
        assertThat(Cell.parse(">=1")).isEqualTo(new Cell.AtLeast(1));
        assertThat(Cell.parse("<= 3")).isEqualTo(new Cell.AtMost(3));
        assertThat(Cell.parse("~UP")).isEqualTo(new Cell.Has("UP"));
        assertThat(Cell.parse("veth0")).isEqualTo(is("veth0"));
        assertThatThrownBy(() -> Cell.parse(">=x")).isInstanceOf(IllegalArgumentException.class);
        assertThat(is("100").matches(100.0)).isTrue();
    }
}
