package org.patchbay.check.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.check.packet.Plan.large;
import static org.patchbay.check.packet.Plan.ping;
import static org.patchbay.check.packet.Plan.tcp;
import static org.patchbay.check.packet.Plan.via;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Reach;
import org.patchbay.probe.Probe;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.qemu.TestMachines;

/** The walk's prediction from a snapshot, compared with a real ping or nc in the same network. */
@Tag("vm")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PacketWalkVmTest {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private TestMachines machines;
    private Sandbox sandbox;
    private Probe probe;

    @BeforeAll
    void start() throws Exception {
        machines = new TestMachines();
        sandbox = machines.start();
        probe = Probe.connect(sandbox.endpoint());
    }

    @AfterAll
    void end() {
        probe.close();
        sandbox.close();
        machines.close();
    }

    /**
     * A real network.
     *
     * @param layer the broken one; empty where the way is sound
     * @param damage a shell script
     */
    record Trial(
            String name,
            Optional<Layer> layer,
            Function<Plan, String> network,
            Function<Plan, String> damage,
            Function<Plan, Reach> reach) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Trial sound(
            String name, Function<Plan, String> network, Function<Plan, String> more, Function<Plan, Reach> reach) {
        return new Trial(name, Optional.empty(), network, more, reach);
    }

    private static Trial broken(
            Layer layer,
            String name,
            Function<Plan, String> network,
            Function<Plan, String> damage,
            Function<Plan, Reach> reach) {
        return new Trial(name, Optional.of(layer), network, damage, reach);
    }

    private static String netns(String... names) {
        StringBuilder script = new StringBuilder();
        for (String name : names) {
            script.append("ip netns add %s; ip -n %s link set lo up\n".formatted(name, name));
        }
        return script.toString();
    }

    private static String across(Plan p) {
        return netns(p.a, p.b) + """
                ip link add %3$s netns %1$s type veth peer name %3$s netns %2$s
                ip -n %1$s addr add %4$s1/24 dev %3$s; ip -n %1$s link set %3$s up
                ip -n %2$s addr add %4$s2/24 dev %3$s; ip -n %2$s link set %3$s up
                """.formatted(p.a, p.b, p.eth, p.net);
    }

    private static String pair(Plan p) {
        return """
                ip link add %1$s type veth peer name %2$s
                ip link set %1$s up; ip link set %2$s up
                ip addr add %3$s10/24 dev %1$s; ip addr add %3$s11/24 dev %2$s
                """.formatted(p.x, p.y, p.net);
    }

    private static String port(String namespace, String eth, String port, String bridge, String address) {
        return """
                ip link add %2$s netns %1$s type veth peer name %3$s
                ip link set %3$s master %4$s up
                ip -n %1$s addr add %5$s/24 dev %2$s; ip -n %1$s link set %2$s up
                """.formatted(namespace, eth, port, bridge, address);
    }

    private static String bridged(Plan p) {
        return netns(p.a, p.b, p.c)
                + "ip link add %1$s type bridge; ip addr add %2$s254/24 dev %1$s; ip link set %1$s up\n"
                        .formatted(p.br, p.net)
                + port(p.a, p.eth, p.p1, p.br, p.net + 1)
                + port(p.b, p.eth, p.p2, p.br, p.net + 2)
                + port(p.c, p.eth, p.p3, p.br, p.net + 3);
    }

    private static String translated(Plan p) {
        return netns(p.a, p.b, p.r) + """
                ip link add %4$s netns %1$s type veth peer name %5$s netns %3$s
                ip link add %4$s netns %2$s type veth peer name %6$s netns %3$s
                ip -n %1$s addr add %7$s2/24 dev %4$s; ip -n %1$s link set %4$s up
                ip -n %3$s addr add %7$s1/24 dev %5$s; ip -n %3$s link set %5$s up
                ip -n %3$s addr add %8$s1/24 dev %6$s; ip -n %3$s link set %6$s up
                ip -n %2$s addr add %8$s2/24 dev %4$s; ip -n %2$s link set %4$s up
                ip -n %1$s route add default via %7$s1
                ip netns exec %3$s sysctl -qw net.ipv4.ip_forward=1
                """.formatted(p.a, p.b, p.r, p.eth, p.x, p.y, p.net, p.far);
    }

    private static String routed(Plan p) {
        return translated(p) + "ip -n %s route add default via %s1\n".formatted(p.b, p.far);
    }

    private static String masqueraded(Plan p) {
        return translated(p) + """
                ip netns exec %1$s iptables -t nat -A POSTROUTING -s %2$s0/24 -o %3$s -j MASQUERADE
                ip netns exec %1$s iptables -t nat -A PREROUTING -d %4$s1 -p tcp --dport %5$d -j DNAT --to-destination %2$s2:%6$d
                """.formatted(p.r, p.net, p.y, p.far, p.published, p.port) + listen(p.a, p.port);
    }

    private static String listen(String namespace, int port) {
        return """
                ip netns exec %1$s sh -c 'exec nc -lk %2$d </dev/null >/dev/null 2>&1 &'
                until ip netns exec %1$s ss -ltn | grep -q ':%2$d '; do :; done
                """.formatted(namespace, port);
    }

    private static Function<Plan, String> in(Function<Plan, String> namespace, BiFunction<Plan, String, String> line) {
        return p -> line.apply(p, "ip netns exec " + namespace.apply(p) + " ");
    }

    static List<Trial> trials() {
        Function<Plan, Reach> next = p -> ping(p.a, p.net + 2);
        Function<Plan, Reach> beyond = p -> ping(p.a, p.far + 2);
        Function<Plan, Reach> published = p -> tcp(p.b, p.far + 1, p.published);
        return List.of(
                sound("a pair", PacketWalkVmTest::across, p -> "", next),
                sound(
                        "a large packet in pieces",
                        PacketWalkVmTest::across,
                        p -> "",
                        p -> large(p.a, p.net + 2, 4000, false)),
                sound("over lo", PacketWalkVmTest::pair, p -> "", p -> ping("init", p.net + 11)),
                sound(
                        "accept_local",
                        PacketWalkVmTest::pair,
                        p -> "sysctl -qw net.ipv4.conf." + p.y + ".accept_local=1",
                        p -> via("init", p.net + 11, p.x)),
                sound("a bridge", PacketWalkVmTest::bridged, p -> "", next),
                sound("to the bridge", PacketWalkVmTest::bridged, p -> "", p -> ping(p.c, p.net + 254)),
                sound("a router", PacketWalkVmTest::routed, p -> "", beyond),
                sound("masquerade", PacketWalkVmTest::masqueraded, p -> "", beyond),
                sound("a published port", PacketWalkVmTest::masqueraded, p -> "", published),
                sound(
                        "answers alone let in",
                        PacketWalkVmTest::routed,
                        in(
                                p -> p.r,
                                (p, in) -> in + "iptables -P FORWARD DROP\n" + in + "iptables -A FORWARD -i " + p.x
                                        + " -j ACCEPT\n" + in
                                        + "iptables -A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT"),
                        beyond),
                broken(
                        Layer.LINK,
                        "other end down",
                        PacketWalkVmTest::across,
                        p -> "ip -n " + p.b + " link set " + p.eth + " down",
                        next),
                broken(
                        Layer.LINK,
                        "lo down",
                        PacketWalkVmTest::pair,
                        p -> "ip link set lo down",
                        p -> ping("init", p.net + 11)),
                broken(
                        Layer.LINK,
                        "MTU",
                        PacketWalkVmTest::across,
                        p -> "ip -n " + p.a + " link set " + p.eth + " mtu 1300",
                        p -> large(p.a, p.net + 2, 1400, true)),
                broken(
                        Layer.LINK,
                        "the other end's MTU",
                        PacketWalkVmTest::across,
                        p -> "ip -n " + p.b + " link set " + p.eth + " mtu 1300",
                        p -> large(p.a, p.net + 2, 1400, false)),
                broken(
                        Layer.LINK,
                        "the bridge down",
                        PacketWalkVmTest::bridged,
                        p -> "ip link set " + p.br + " down",
                        next),
                broken(
                        Layer.ROUTE,
                        "no entry for an address in the table local",
                        PacketWalkVmTest::across,
                        p -> "ip -n %1$s route del local %2$s2 dev %3$s table local".formatted(p.b, p.net, p.eth),
                        next),
                broken(
                        Layer.BRIDGE,
                        "a port out of the bridge",
                        PacketWalkVmTest::bridged,
                        p -> "ip link set " + p.p2 + " nomaster",
                        next),
                broken(
                        Layer.BRIDGE,
                        "a port in another bridge",
                        PacketWalkVmTest::bridged,
                        p -> "ip link add other type bridge; ip link set other up; ip link set " + p.p2
                                + " master other",
                        next),
                broken(
                        Layer.BRIDGE,
                        "a port switched off",
                        PacketWalkVmTest::bridged,
                        // The kernel lets a port forward once it has a carrier, and a blocked one at once (br_stp.c).
                        p -> """
                                until bridge link show dev %1$s | grep -q 'state forwarding'; do :; done
                                bridge link set dev %1$s state 0""".formatted(p.p2),
                        next),
                broken(
                        Layer.BRIDGE,
                        "another VLAN",
                        PacketWalkVmTest::bridged,
                        p ->
                                "ip link set %1$s type bridge vlan_filtering 1; bridge vlan del dev %2$s vid 1; bridge vlan add dev %2$s vid 7 pvid untagged"
                                        .formatted(p.br, p.p2),
                        next),
                broken(
                        Layer.BRIDGE,
                        "an FDB entry that points elsewhere",
                        PacketWalkVmTest::bridged,
                        p ->
                                "bridge fdb replace $(ip netns exec %s cat /sys/class/net/%s/address) dev %s master permanent"
                                        .formatted(p.b, p.eth, p.p3),
                        next),
                broken(
                        Layer.ADDRESS,
                        "nobody there",
                        PacketWalkVmTest::across,
                        p -> "ip -n " + p.b + " addr flush dev " + p.eth,
                        next),
                broken(
                        Layer.ADDRESS,
                        "a prefix too narrow",
                        PacketWalkVmTest::across,
                        p ->
                                "ip -n %1$s addr flush dev %2$s; ip -n %1$s addr add %3$s1/30 dev %2$s; ip -n %4$s addr add %3$s200/24 dev %2$s"
                                        .formatted(p.a, p.eth, p.net, p.b),
                        p -> ping(p.a, p.net + 200)),
                broken(
                        Layer.ARP,
                        "a wrong permanent entry",
                        PacketWalkVmTest::across,
                        p -> "ip -n %s neigh replace %s2 lladdr 02:aa:aa:aa:aa:aa dev %s nud permanent"
                                .formatted(p.a, p.net, p.eth),
                        next),
                broken(
                        Layer.ARP,
                        "a wrong entry on the way back",
                        PacketWalkVmTest::bridged,
                        p -> "ip -n %s neigh replace %s1 lladdr 02:aa:aa:aa:aa:aa dev %s nud permanent"
                                .formatted(p.b, p.net, p.eth),
                        next),
                broken(
                        Layer.ROUTE,
                        "no route",
                        PacketWalkVmTest::routed,
                        p -> "ip -n " + p.a + " route del default",
                        beyond),
                broken(Layer.ROUTE, "no way back", PacketWalkVmTest::translated, p -> "", beyond),
                broken(
                        Layer.ROUTE,
                        "a blackhole",
                        PacketWalkVmTest::routed,
                        p -> "ip -n " + p.r + " route add blackhole " + p.far + "2/32",
                        beyond),
                broken(
                        Layer.SETTING,
                        "one's own address",
                        PacketWalkVmTest::pair,
                        p -> "",
                        p -> via("init", p.net + 11, p.x)),
                broken(
                        Layer.SETTING,
                        "strict rp_filter",
                        PacketWalkVmTest::pair,
                        p -> "sysctl -qw net.ipv4.conf.%1$s.accept_local=1 net.ipv4.conf.%1$s.rp_filter=1"
                                .formatted(p.y),
                        p -> via("init", p.net + 11, p.x)),
                broken(
                        Layer.SETTING,
                        "ip_forward 0",
                        PacketWalkVmTest::routed,
                        in(p -> p.r, (p, in) -> in + "sysctl -qw net.ipv4.ip_forward=0"),
                        beyond),
                broken(
                        Layer.SETTING,
                        "arp_ignore 8",
                        PacketWalkVmTest::across,
                        in(p -> p.b, (p, in) -> in + "sysctl -qw net.ipv4.conf.all.arp_ignore=8"),
                        next),
                broken(
                        Layer.SETTING,
                        "strict, and no way back",
                        PacketWalkVmTest::translated,
                        in(p -> p.b, (p, in) -> in + "sysctl -qw net.ipv4.conf.all.rp_filter=1"),
                        beyond),
                broken(
                        Layer.FILTER,
                        "INPUT",
                        PacketWalkVmTest::across,
                        in(p -> p.b, (p, in) -> in + "iptables -A INPUT -p icmp --icmp-type echo-request -j DROP"),
                        next),
                broken(
                        Layer.FILTER,
                        "iptables-legacy",
                        PacketWalkVmTest::across,
                        in(p -> p.b, (p, in) -> in + "iptables-legacy -A INPUT -p icmp -j DROP"),
                        next),
                broken(
                        Layer.FILTER,
                        "OUTPUT of who answers, nft",
                        PacketWalkVmTest::across,
                        in(
                                p -> p.b,
                                (p, in) -> in
                                        + "nft add table inet w\n" + in
                                        + "nft 'add chain inet w out { type filter hook output priority 0; policy drop; }'"),
                        next),
                broken(
                        Layer.FILTER,
                        "FORWARD's policy",
                        PacketWalkVmTest::routed,
                        in(p -> p.r, (p, in) -> in + "iptables -P FORWARD DROP"),
                        beyond),
                broken(
                        Layer.FILTER,
                        "bridged frames in FORWARD",
                        PacketWalkVmTest::bridged,
                        p ->
                                "modprobe br_netfilter; sysctl -qw net.bridge.bridge-nf-call-iptables=1; iptables -P FORWARD DROP",
                        next),
                broken(
                        Layer.NAT,
                        "translated to nobody",
                        PacketWalkVmTest::translated,
                        in(
                                p -> p.r,
                                (p, in) -> in
                                        + "iptables -t nat -A PREROUTING -p tcp --dport %d -j DNAT --to-destination %s99:%d"
                                                .formatted(p.published, p.net, p.port)),
                        published),
                broken(
                        Layer.TRANSPORT,
                        "nobody listens",
                        PacketWalkVmTest::across,
                        p -> "",
                        p -> tcp(p.a, p.net + 2, p.port)),
                broken(
                        Layer.TRANSPORT,
                        "another port is published",
                        PacketWalkVmTest::masqueraded,
                        p -> "",
                        p -> tcp(p.b, p.far + 1, p.published + 1)));
    }

    static Stream<Object[]> trialsInBothPlans() {
        return Stream.of(Plan.values()).flatMap(plan -> trials().stream().map(trial -> new Object[] {trial, plan}));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("trialsInBothPlans")
    void aPredictionIsWhatHappens(Trial trial, Plan plan) throws Exception {
        probe.run(CLEAN, LIMIT);
        probe.run("set -e\n" + trial.network().apply(plan) + trial.damage().apply(plan), LIMIT);
        Reach reach = trial.reach().apply(plan);
        Optional<Layer> before = predicted(reach);
        boolean answered = probe.run(asked(reach), LIMIT).strip().endsWith("yes");
        assertThat(before).isEqualTo(trial.layer());
        assertThat(answered).isEqualTo(trial.layer().isEmpty());
        // What trying it has left behind, in the neighbour tables above all, must not change the prediction.
        assertThat(predicted(reach)).isEqualTo(before);
    }

    /** The broken layer; empty for an arrival. */
    private Optional<Layer> predicted(Reach reach) throws Exception {
        PacketOutcome outcome = PacketWalk.of(probe.look().snapshot(), reach);
        assertThat(outcome).isNotInstanceOf(PacketOutcome.Unknown.class);
        return outcome instanceof PacketOutcome.Broken broken
                ? Optional.of(broken.failed().diagnosis().layer())
                : Optional.empty();
    }

    private static final String CLEAN = """
            for pid in $(pidof nc); do kill $pid; done
            ip -all netns delete
            for link in $(ls /sys/class/net); do
              case $link in lo) ;; *) ip link delete $link 2>/dev/null ;; esac
            done
            ip link set lo up
            iptables -P FORWARD ACCEPT; iptables -F
            if [ -e /proc/sys/net/bridge ]; then sysctl -qw net.bridge.bridge-nf-call-iptables=0; fi
            true
            """;

    private static String asked(Reach reach) {
        String in = reach.from().equals("init") ? "" : "ip netns exec " + reach.from() + " ";
        String command = switch (reach.kind()) {
            case ICMP ->
                in + "ping -n -c 1 -W 1"
                        + reach.via().map(device -> " -I " + device).orElse("")
                        + (reach.size().isPresent() ? " -s " + reach.size().getAsInt() : "")
                        + (reach.dontFragment() ? " -M do " : " -M dont ") + reach.address();
            case TCP ->
                in + "nc -z -w 2 " + reach.address() + " " + reach.port().orElseThrow();
            case ARP, UDP -> throw new IllegalArgumentException(reach + " is not tried here");
        };
        return "if " + command + " >/dev/null 2>&1; then echo yes; else echo no; fi";
    }
}
