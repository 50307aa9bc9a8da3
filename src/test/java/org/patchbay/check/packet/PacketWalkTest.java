package org.patchbay.check.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.check.packet.Plan.arp;
import static org.patchbay.check.packet.Plan.large;
import static org.patchbay.check.packet.Plan.ping;
import static org.patchbay.check.packet.Plan.tcp;
import static org.patchbay.check.packet.Plan.via;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ResourceBundle;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.patchbay.check.RulesFromText;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Reach;
import org.patchbay.check.verdict.Wording;
import org.patchbay.observe.kernel.BridgePort;
import org.patchbay.observe.kernel.FdbEntry;

/** Each way through a sound network arrives; each fault is named by its layer and subject, whatever things are called. */
class PacketWalkTest {
    private static final String STRANGER = "02:aa:aa:aa:aa:aa";

    /** A path with one fault. */
    record Fault(
            String name,
            Layer layer,
            String key,
            Function<Plan, String> about,
            Function<Plan, Network> network,
            Function<Plan, Reach> reach) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final class Faults {
        private final List<Fault> all = new ArrayList<>();
        private Function<Plan, Network> network = Plan::across;
        private Function<Plan, Reach> reach = p -> ping(p.a, p.net + 2);

        Faults in(Function<Plan, Network> sound, Function<Plan, Reach> asked) {
            network = sound;
            reach = asked;
            return this;
        }

        Faults fault(
                String name, Layer layer, String key, Function<Plan, String> about, BiConsumer<Plan, Network> damage) {
            Function<Plan, Network> sound = network;
            all.add(new Fault(
                    name,
                    layer,
                    key,
                    about,
                    p -> {
                        Network broken = sound.apply(p);
                        damage.accept(p, broken);
                        return broken;
                    },
                    reach));
            return this;
        }
    }

    static List<Fault> faults() {
        Faults f = new Faults();
        link(f);
        bridge(f);
        neighbour(f);
        route(f);
        setting(f);
        filter(f);
        translation(f);
        return f.all;
    }

    private static void link(Faults f) {
        f.in(Plan::across, p -> ping(p.a, p.net + 2))
                .fault("own end down", Layer.LINK, "link.down", p -> p.at(p.a), (p, n) -> n.down(p.at(p.a), p.at(p.b)))
                .fault(
                        "other end down",
                        Layer.LINK,
                        "link.peer-down",
                        p -> p.at(p.b),
                        (p, n) -> n.down(p.at(p.b), p.at(p.a)))
                .fault(
                        "own address's device down, route gone",
                        Layer.LINK,
                        "link.down",
                        p -> p.at(p.a),
                        (p, n) -> n.down(p.at(p.a), p.at(p.b)).withoutRoute(p.a, p.net + "0/24"));
        f.in(Plan::across, p -> ping(p.a, p.net + 1))
                .fault("lo down", Layer.LINK, "link.lo-down", p -> p.a + "/lo", (p, n) -> n.down(p.a + "/lo", "-"));
        f.in(Plan::across, p -> via(p.a, p.net + 2, "nosuch"))
                .fault("no such device", Layer.LINK, "link.missing", p -> p.a + "/nosuch", (p, n) -> {});
        f.in(Plan::across, p -> ping("nowhere", p.net + 2))
                .fault("no such namespace", Layer.LINK, "namespace.missing", p -> "nowhere", (p, n) -> {});
        f.in(
                        p -> p.pair().device(p.init("d0"), "dummy").address(p.init("d0"), p.far + 1, 24),
                        p -> ping("init", p.far + 2))
                .fault("into a dummy", Layer.LINK, "link.dummy", p -> "d0", (p, n) -> {});
        f.in(Plan::across, p -> large(p.a, p.net + 2, 1400, true))
                .fault("own MTU", Layer.LINK, "link.too-long", p -> p.at(p.a), (p, n) -> n.mtu(p.at(p.a), 1400))
                .fault(
                        "the other end's MTU",
                        Layer.LINK,
                        "link.oversize",
                        p -> p.at(p.b),
                        (p, n) -> n.mtu(p.at(p.b), 1400));
        f.in(Plan::across, p -> large(p.a, p.net + 2, 1400, false))
                .fault(
                        "the other end's MTU, pieces allowed",
                        Layer.LINK,
                        "link.oversize",
                        p -> p.at(p.b),
                        (p, n) -> n.mtu(p.at(p.b), 1400));
        f.in(Plan::routed, p -> large(p.a, p.far + 2, 1400, true))
                .fault(
                        "MTU behind the router",
                        Layer.LINK,
                        "link.too-long",
                        p -> p.r + "/" + p.y,
                        (p, n) -> n.mtu(p.r + "/" + p.y, 1300));
    }

    private static void bridge(Faults f) {
        f.in(Plan::bridged, p -> ping(p.a, p.net + 2))
                .fault("the bridge down", Layer.LINK, "bridge.down", p -> p.br, (p, n) -> n.down(p.init(p.br), "-"))
                .fault(
                        "the far port down",
                        Layer.LINK,
                        "link.down",
                        p -> p.p2,
                        (p, n) -> n.down(p.init(p.p2), p.at(p.b)))
                .fault(
                        "the far end down",
                        Layer.LINK,
                        "link.down",
                        p -> p.at(p.b),
                        (p, n) -> n.down(p.at(p.b), p.init(p.p2)))
                .fault(
                        "the near port down",
                        Layer.LINK,
                        "link.peer-down",
                        p -> p.p1,
                        (p, n) -> n.down(p.init(p.p1), p.at(p.a)))
                .fault(
                        "the far port in no bridge",
                        Layer.BRIDGE,
                        "bridge.loose",
                        p -> p.p2,
                        (p, n) -> n.unplug(p.init(p.p2)))
                .fault(
                        "the near port in no bridge",
                        Layer.BRIDGE,
                        "bridge.loose",
                        p -> p.p1,
                        (p, n) -> n.unplug(p.init(p.p1)))
                .fault(
                        "the far port in another bridge",
                        Layer.BRIDGE,
                        "bridge.apart",
                        p -> p.p2,
                        (p, n) -> n.bridge(p.init("other"), p.p2))
                .fault(
                        "the far port blocking",
                        Layer.BRIDGE,
                        "bridge.port-state",
                        p -> p.p2,
                        (p, n) -> n.ports(
                                p.init(p.br), false, List.of(port(p.p1, "forwarding", 1), port(p.p2, "blocking", 1))))
                .fault(
                        "the near port listening",
                        Layer.BRIDGE,
                        "bridge.port-state",
                        p -> p.p1,
                        (p, n) -> n.ports(
                                p.init(p.br), false, List.of(port(p.p1, "listening", 1), port(p.p2, "forwarding", 1))))
                .fault(
                        "another VLAN",
                        Layer.BRIDGE,
                        "bridge.vlan-barred",
                        p -> p.p2,
                        (p, n) -> n.ports(
                                p.init(p.br),
                                true,
                                List.of(port(p.p1, "forwarding", 10), port(p.p2, "forwarding", 20))))
                .fault(
                        "no VLAN for untagged frames",
                        Layer.BRIDGE,
                        "bridge.no-pvid",
                        p -> p.p1,
                        (p, n) -> n.ports(
                                p.init(p.br),
                                true,
                                List.of(
                                        new BridgePort(
                                                p.p1, "forwarding", OptionalInt.empty(), List.of(1), Optional.empty()),
                                        port(p.p2, "forwarding", 1))))
                .fault(
                        "an FDB entry points elsewhere",
                        Layer.BRIDGE,
                        "bridge.bound",
                        p -> p.p3,
                        (p, n) -> n.ports(
                                p.init(p.br),
                                false,
                                List.of(port(p.p1, "forwarding", 1), port(p.p2, "forwarding", 1)),
                                new FdbEntry(p.p3, n.mac(p.at(p.b)), OptionalInt.empty(), "permanent")))
                .fault(
                        "the answer to ARP is bound elsewhere",
                        Layer.BRIDGE,
                        "bridge.bound",
                        p -> p.p3,
                        (p, n) -> n.ports(
                                p.init(p.br),
                                false,
                                List.of(port(p.p1, "forwarding", 1), port(p.p2, "forwarding", 1)),
                                new FdbEntry(p.p3, n.mac(p.at(p.a)), OptionalInt.empty(), "permanent")));
    }

    private static BridgePort port(String device, String state, int vlan) {
        return new BridgePort(device, state, OptionalInt.of(vlan), List.of(vlan), Optional.empty());
    }

    private static void neighbour(Faults f) {
        f.in(Plan::pair, p -> ping("init", p.net + 11))
                .fault("nobody at the other end", Layer.ADDRESS, "address.nobody-there", p -> p.net + 11, (p, n) -> {})
                .fault(
                        "nobody, as the table says",
                        Layer.ADDRESS,
                        "address.nobody-there",
                        p -> p.net + 11,
                        (p, n) -> n.unanswered(p.init(p.x), p.net + 11));
        f.in(Plan::bridged, p -> ping(p.a, p.net + 77))
                .fault("nobody on the bridge", Layer.ADDRESS, "address.nobody-there", p -> p.net + 77, (p, n) -> {});
        f.in(Plan::bridged, p -> ping(p.a, p.net + 2))
                .fault(
                        "two have it",
                        Layer.ADDRESS,
                        "address.twice",
                        p -> p.net + 2,
                        (p, n) -> n.address(p.at(p.c), p.net + 2, 24))
                .fault(
                        "a wrong permanent entry",
                        Layer.ARP,
                        "neighbour.wrong-mac",
                        p -> p.at(p.a),
                        (p, n) -> n.neighbour(p.at(p.a), p.net + 2, STRANGER, "PERMANENT"))
                .fault(
                        "another machine's permanent entry",
                        Layer.ARP,
                        "neighbour.wrong-mac",
                        p -> p.at(p.a),
                        (p, n) -> n.neighbour(p.at(p.a), p.net + 2, n.mac(p.at(p.c)), "PERMANENT"))
                .fault(
                        "a wrong entry on the way back",
                        Layer.ARP,
                        "neighbour.wrong-mac",
                        p -> p.at(p.b),
                        (p, n) -> n.neighbour(p.at(p.b), p.net + 1, STRANGER, "PERMANENT"))
                .fault(
                        "the far address gone",
                        Layer.ADDRESS,
                        "address.nobody-there",
                        p -> p.net + 2,
                        (p, n) -> n.withoutAddress(p.at(p.b)))
                .fault(
                        "own address gone",
                        Layer.ADDRESS,
                        "address.none",
                        p -> p.at(p.a),
                        (p, n) -> n.withoutAddress(p.at(p.a)))
                .fault(
                        "own prefix too narrow",
                        Layer.ADDRESS,
                        "address.narrow",
                        p -> p.at(p.a),
                        (p, n) -> n.withoutAddress(p.at(p.a)).address(p.at(p.a), p.net + 1, 32))
                .fault(
                        "the far prefix too narrow",
                        Layer.ADDRESS,
                        "address.narrow",
                        p -> p.at(p.b),
                        (p, n) -> n.withoutAddress(p.at(p.b)).address(p.at(p.b), p.net + 2, 32));
        f.in(Plan::routed, p -> ping(p.a, p.far + 2))
                .fault(
                        "own prefix too wide",
                        Layer.ADDRESS,
                        "address.wide",
                        p -> p.at(p.a),
                        (p, n) -> n.withoutAddress(p.at(p.a))
                                .address(p.at(p.a), p.net + 2, 1)
                                .gateway(p.a, "0.0.0.0/1", "", p.eth)
                                .gateway(p.a, "128.0.0.0/1", "", p.eth));
        f.in(
                        Plan::across,
                        p -> new Reach(
                                p.a,
                                p.net + 2,
                                Reach.Kind.ICMP,
                                OptionalInt.empty(),
                                Optional.empty(),
                                Optional.of(p.net + 99),
                                OptionalInt.empty(),
                                false))
                .fault("a source that is not its own", Layer.ADDRESS, "address.not-own", p -> p.net + 99, (p, n) -> {});
        f.in(Plan::pair, p -> arp("init", p.net + 11, p.x))
                .fault("arping nobody", Layer.ADDRESS, "address.nobody-there", p -> p.net + 11, (p, n) -> {});
    }

    private static void route(Faults f) {
        f.in(Plan::routed, p -> ping(p.a, p.far + 2))
                .fault(
                        "no default route",
                        Layer.ROUTE,
                        "route.none",
                        p -> p.far + 2,
                        (p, n) -> n.withoutRoute(p.a, "0.0.0.0/0"))
                .fault(
                        "no way back",
                        Layer.ROUTE,
                        "route.no-way-back",
                        p -> p.net + 2,
                        (p, n) -> n.withoutRoute(p.b, "0.0.0.0/0"))
                .fault(
                        "a gateway that is nobody",
                        Layer.ROUTE,
                        "route.gateway-nobody",
                        p -> p.far + 2,
                        (p, n) -> n.withoutRoute(p.a, "0.0.0.0/0").gateway(p.a, "0.0.0.0/0", p.net + 99, p.eth))
                .fault(
                        "a blackhole",
                        Layer.ROUTE,
                        "route.refused",
                        p -> p.far + 2,
                        (p, n) -> n.route(p.a, "blackhole", p.far + "0/24"))
                .fault(
                        "unreachable at the router",
                        Layer.ROUTE,
                        "route.refused",
                        p -> p.far + 2,
                        (p, n) -> n.route(p.r, "unreachable", p.far + "2/32"))
                .fault(
                        "the gateway's address gone",
                        Layer.ADDRESS,
                        "address.nobody-there",
                        p -> p.net + 1,
                        (p, n) -> n.withoutAddress(p.r + "/" + p.x));
        f.in(Plan::across, p -> ping(p.a, p.net + 2))
                .fault(
                        "no entry for the address in the table local",
                        Layer.ROUTE,
                        "route.unlisted",
                        p -> p.net + 2,
                        (p, n) -> n.withoutRoute(p.b, p.net + 2))
                .fault(
                        "no entry in the table local, and a neighbour that is known",
                        Layer.ROUTE,
                        "route.unlisted",
                        p -> p.net + 2,
                        (p, n) -> n.neighbour(p.at(p.a), p.net + 2, n.mac(p.at(p.b)), "STALE")
                                .withoutRoute(p.b, p.net + 2));
        f.in(Plan::across, p -> ping(p.a, p.net + 2))
                .fault(
                        "another wire in the same subnet",
                        Layer.ROUTE,
                        "route.wrong-wire",
                        p -> p.net + 2,
                        (p, n) -> n.pair(p.a + "/z0", p.c + "/z1").gateway(p.a, p.net + "2/32", "", "z0"));
        f.in(p -> p.routed().gateway(p.r, "0.0.0.0/0", p.far + 2, p.y), p -> ping(p.a, "198.51.100.7"))
                .fault(
                        "round in circles",
                        Layer.ROUTE,
                        "route.circle",
                        p -> "198.51.100.7",
                        (p, n) -> n.forwards(p.b, p.eth));
        f.in(Plan::pair, p -> arp("init", p.net + 10, p.x))
                .fault("arping oneself", Layer.ROUTE, "route.local", p -> p.net + 10, (p, n) -> {});
    }

    private static void setting(Faults f) {
        f.in(p -> p.pair().address(p.init(p.y), p.net + 11, 24), p -> via("init", p.net + 11, p.x))
                .fault("the sender's address is one's own", Layer.SETTING, "setting.own-sender", p -> p.y, (p, n) -> {})
                .fault(
                        "accepted, but strict",
                        Layer.SETTING,
                        "setting.strict-path",
                        p -> p.y,
                        (p, n) -> n.setting("init", "ipv4.conf." + p.y + ".accept_local", 1)
                                .setting("init", "ipv4.conf.all.rp_filter", 1));
        f.in(Plan::across, p -> ping(p.a, p.net + 2))
                .fault(
                        "arp_ignore 8",
                        Layer.SETTING,
                        "setting.arp-ignore",
                        p -> p.at(p.b),
                        (p, n) -> n.setting(p.b, "ipv4.conf.all.arp_ignore", 8))
                .fault(
                        "echoes ignored",
                        Layer.SETTING,
                        "setting.echo-ignored",
                        p -> "ipv4.icmp_echo_ignore_all",
                        (p, n) -> n.setting(p.b, "ipv4.icmp_echo_ignore_all", 1));
        f.in(
                        p -> p.across()
                                .device(p.b + "/d0", "dummy")
                                .address(p.b + "/d0", p.far + 9, 32)
                                .gateway(p.a, p.far + "9/32", "", p.eth),
                        p -> ping(p.a, p.far + 9))
                .fault(
                        "arp_ignore 1",
                        Layer.SETTING,
                        "setting.arp-ignore",
                        p -> p.at(p.b),
                        (p, n) -> n.setting(p.b, "ipv4.conf." + p.eth + ".arp_ignore", 1));
        f.in(Plan::across, p -> ping(p.a, p.net + 2))
                .fault(
                        "arp_filter",
                        Layer.SETTING,
                        "setting.arp-filter",
                        p -> p.at(p.b),
                        (p, n) -> n.setting(p.b, "ipv4.conf.all.arp_filter", 1)
                                .pair(p.b + "/z0", p.c + "/z1")
                                .gateway(p.b, p.net + "1/32", "", "z0"));
        f.in(Plan::routed, p -> ping(p.a, p.far + 2))
                .fault(
                        "nothing is forwarded",
                        Layer.SETTING,
                        "setting.forwards-not",
                        p -> "ipv4.ip_forward",
                        (p, n) -> n.setting(p.r, "ipv4.ip_forward", 0)
                                .setting(p.r, "ipv4.conf." + p.x + ".forwarding", 0)
                                .setting(p.r, "ipv4.conf." + p.y + ".forwarding", 0))
                .fault(
                        "one device forwards not",
                        Layer.SETTING,
                        "setting.device-forwards-not",
                        p -> p.r + "/" + p.x,
                        (p, n) -> n.setting(p.r, "ipv4.conf." + p.x + ".forwarding", 0))
                .fault(
                        "strict, and no way back at all",
                        Layer.SETTING,
                        "setting.no-way-back",
                        p -> p.at(p.b),
                        (p, n) -> n.withoutRoute(p.b, "0.0.0.0/0").setting(p.b, "ipv4.conf.all.rp_filter", 1))
                .fault(
                        "strict, and the way back is another",
                        Layer.SETTING,
                        "setting.strict-path",
                        p -> p.at(p.b),
                        (p, n) -> n.setting(p.b, "ipv4.conf." + p.eth + ".rp_filter", 1)
                                .pair(p.b + "/z0", p.c + "/z1")
                                .gateway(p.b, p.net + "0/24", "", "z0"));
    }

    private static void filter(Faults f) {
        f.in(Plan::across, p -> ping(p.a, p.net + 2))
                .fault(
                        "OUTPUT's policy",
                        Layer.FILTER,
                        "filter.request-policy",
                        p -> p.a + "/OUTPUT",
                        (p, n) -> n.rules(p.a, RulesFromText.table("ip", "filter", "-P OUTPUT DROP")))
                .fault(
                        "INPUT drops echo requests",
                        Layer.FILTER,
                        "filter.request-rule",
                        p -> p.b + "/INPUT",
                        (p, n) -> n.rules(
                                p.b,
                                RulesFromText.table("ip", "filter", "-A INPUT -p icmp -m icmp --icmp-type 8 -j DROP")))
                .fault(
                        "the answer is dropped",
                        Layer.FILTER,
                        "filter.answer-rule",
                        p -> p.b + "/OUTPUT",
                        (p, n) -> n.rules(
                                p.b,
                                RulesFromText.table("ip", "filter", "-A OUTPUT -d " + p.net + "0/24 -p icmp -j DROP")))
                .fault(
                        "the answer is not let in",
                        Layer.FILTER,
                        "filter.answer-policy",
                        p -> p.a + "/INPUT",
                        (p, n) -> n.rules(
                                p.a, RulesFromText.table("ip", "filter", "-P INPUT DROP", "-A INPUT -p tcp -j ACCEPT")))
                .fault(
                        "a rule behind a jump",
                        Layer.FILTER,
                        "filter.request-rule",
                        p -> p.b + "/deep",
                        (p, n) -> n.rules(
                                p.b,
                                RulesFromText.table(
                                        "inet",
                                        "mine",
                                        "-P INPUT ACCEPT",
                                        "-A INPUT -p icmp -j first",
                                        "-A first -s 203.0.113.0/24 -j RETURN",
                                        "-A first -j deep",
                                        "-A deep ! -s 203.0.113.0/24 -j REJECT")))
                .fault(
                        "link below filter",
                        Layer.LINK,
                        "link.peer-down",
                        p -> p.at(p.b),
                        (p, n) -> n.rules(p.a, RulesFromText.table("ip", "filter", "-P OUTPUT DROP"))
                                .down(p.at(p.b), p.at(p.a)))
                .fault(
                        "an ARP table",
                        Layer.FILTER,
                        "filter.frame-policy",
                        p -> p.b + "/INPUT",
                        (p, n) -> n.rules(p.b, RulesFromText.table("arp", "filter", "-P INPUT DROP")));
        f.in(Plan::routed, p -> ping(p.a, p.far + 2))
                .fault(
                        "FORWARD's policy",
                        Layer.FILTER,
                        "filter.request-policy",
                        p -> p.r + "/FORWARD",
                        (p, n) -> n.rules(p.r, RulesFromText.table("ip", "filter", "-P FORWARD DROP")))
                .fault(
                        "only one way is let through",
                        Layer.FILTER,
                        "filter.answer-policy",
                        p -> p.r + "/FORWARD",
                        (p, n) -> n.rules(
                                p.r,
                                RulesFromText.table(
                                        "ip", "filter", "-P FORWARD DROP", "-A FORWARD -i " + p.x + " -j ACCEPT")));
        f.in(Plan::bridged, p -> ping(p.a, p.net + 2))
                .fault(
                        "bridged frames pass FORWARD",
                        Layer.FILTER,
                        "filter.bridged-policy",
                        p -> "FORWARD",
                        (p, n) -> n.setting("init", Netfilter.BRIDGED, 1)
                                .rules("init", RulesFromText.table("ip", "filter", "-P FORWARD DROP")))
                .fault(
                        "a rule of the bridge family",
                        Layer.FILTER,
                        "filter.frame-rule",
                        p -> "FORWARD",
                        (p, n) -> n.rules("init", RulesFromText.table("bridge", "wall", "-A FORWARD -j DROP")));
        f.in(Plan::docker, p -> ping(p.a, p.net + 2))
                .fault(
                        "containers are kept apart",
                        Layer.FILTER,
                        "filter.bridged-rule",
                        p -> "FORWARD",
                        (p, n) -> n.rules(
                                "init",
                                RulesFromText.table(
                                        "ip", "mangle", "-A FORWARD -i " + p.br + " -o " + p.br + " -j DROP")));
    }

    private static void translation(Faults f) {
        f.in(p -> p.translated().listens(p.b, "tcp", "0.0.0.0", p.port), p -> tcp(p.a, p.far + 2, p.port))
                .fault(
                        "nothing hides the inner address",
                        Layer.ROUTE,
                        "route.no-way-back",
                        p -> p.net + 2,
                        (p, n) -> {});
        f.in(Plan::masqueraded, p -> tcp(p.b, p.far + 1, p.published))
                .fault(
                        "nobody listens behind the published port",
                        Layer.TRANSPORT,
                        "transport.nobody",
                        p -> p.a + "/" + p.port,
                        (p, n) -> n.closed(p.a))
                .fault(
                        "listens on the loopback alone",
                        Layer.TRANSPORT,
                        "transport.elsewhere",
                        p -> p.a + "/" + p.port,
                        (p, n) -> n.closed(p.a).listens(p.a, "tcp", "127.0.0.1", p.port));
        f.in(Plan::masqueraded, p -> tcp(p.b, p.far + 1, p.published + 1))
                .fault(
                        "another port is published",
                        Layer.TRANSPORT,
                        "transport.nobody",
                        p -> p.r + "/" + (p.published + 1),
                        (p, n) -> {});
        f.in(Plan::translated, p -> tcp(p.b, p.far + 1, p.published))
                .fault(
                        "translated to nobody",
                        Layer.NAT,
                        "nat.nobody",
                        p -> p.r + "/PREROUTING",
                        (p, n) -> n.rules(
                                p.r,
                                RulesFromText.table(
                                        "ip",
                                        "nat",
                                        "-A PREROUTING -p tcp --dport " + p.published + " -j DNAT --to-destination "
                                                + p.net + "99:" + p.port)));
        f.in(Plan::translated, p -> ping(p.a, p.far + 2))
                .fault(
                        "hidden behind nobody",
                        Layer.NAT,
                        "nat.nobody",
                        p -> p.r + "/POSTROUTING",
                        (p, n) -> n.rules(
                                p.r,
                                RulesFromText.table(
                                        "ip",
                                        "nat",
                                        "-A POSTROUTING -o " + p.y + " -j SNAT --to-source " + p.far + "99")));
        f.in(Plan::bridged, p -> tcp(p.a, p.net + 254, p.published))
                .fault(
                        "answered past the translator",
                        Layer.NAT,
                        "nat.answer-from",
                        p -> p.net + 254,
                        (p, n) -> n.forwards("init", p.br)
                                .listens(p.b, "tcp", "0.0.0.0", p.port)
                                .rules(
                                        "init",
                                        RulesFromText.table(
                                                "ip",
                                                "nat",
                                                "-A PREROUTING -p tcp --dport " + p.published
                                                        + " -j DNAT --to-destination " + p.net + "2:" + p.port)));
        f.in(Plan::across, p -> tcp(p.a, p.net + 2, p.port))
                .fault("refused", Layer.TRANSPORT, "transport.nobody", p -> p.b + "/" + p.port, (p, n) -> {});
        f.in(Plan::docker, p -> tcp(p.o, p.far + 1, p.published))
                .fault(
                        "published, but not let through",
                        Layer.FILTER,
                        "filter.request-rule",
                        p -> "DOCKER-USER",
                        (p, n) -> n.rules(
                                "init",
                                RulesFromText.table(
                                        "ip",
                                        "security",
                                        "-A FORWARD -j DOCKER-USER",
                                        "-A DOCKER-USER -i " + p.x + " -j DROP")));
    }

    /** A way that is sound. */
    record Sound(String name, Function<Plan, Network> network, Function<Plan, Reach> reach) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Sound> sound() {
        return List.of(
                new Sound("across a pair", Plan::across, p -> ping(p.a, p.net + 2)),
                new Sound("with the device chosen", Plan::across, p -> via(p.a, p.net + 2, p.eth)),
                new Sound("arping across a pair", Plan::across, p -> arp(p.a, p.net + 2, p.eth)),
                new Sound("to oneself", Plan::across, p -> ping(p.a, p.net + 1)),
                new Sound("a large one in pieces", Plan::across, p -> large(p.a, p.net + 2, 4000, false)),
                new Sound(
                        "both ends in one namespace, over lo",
                        p -> p.pair().address(p.init(p.y), p.net + 11, 24),
                        p -> ping("init", p.net + 11)),
                new Sound(
                        "both ends in one namespace, over the wire",
                        p -> p.pair()
                                .address(p.init(p.y), p.net + 11, 24)
                                .setting("init", "ipv4.conf." + p.y + ".accept_local", 1)
                                .setting("init", "ipv4.conf.all.rp_filter", 2),
                        p -> via("init", p.net + 11, p.x)),
                new Sound(
                        "an entry that failed before",
                        p -> p.across().unanswered(p.at(p.a), p.net + 2),
                        p -> ping(p.a, p.net + 2)),
                new Sound(
                        "a right permanent entry",
                        p -> {
                            Network n = p.across();
                            return n.neighbour(p.at(p.a), p.net + 2, n.mac(p.at(p.b)), "PERMANENT");
                        },
                        p -> ping(p.a, p.net + 2)),
                new Sound("across a bridge", Plan::bridged, p -> ping(p.a, p.net + 3)),
                new Sound("to the bridge", Plan::bridged, p -> ping(p.b, p.net + 254)),
                new Sound("from the bridge", Plan::bridged, p -> ping("init", p.net + 3)),
                new Sound(
                        "across a bridge that filters nothing",
                        p -> p.bridged().rules("init", RulesFromText.table("ip", "filter", "-P FORWARD DROP")),
                        p -> ping(p.a, p.net + 2)),
                new Sound(
                        "a static FDB entry, which moves with its owner",
                        p -> {
                            Network n = p.bridged();
                            FdbEntry entry = new FdbEntry(p.p3, n.mac(p.at(p.b)), OptionalInt.empty(), "static");
                            return n.ports(
                                    p.init(p.br),
                                    false,
                                    List.of(port(p.p1, "forwarding", 1), port(p.p2, "forwarding", 1)),
                                    entry);
                        },
                        p -> ping(p.a, p.net + 2)),
                new Sound(
                        "within a VLAN",
                        p -> p.bridged()
                                .ports(
                                        p.init(p.br),
                                        true,
                                        List.of(port(p.p1, "forwarding", 10), port(p.p2, "forwarding", 10))),
                        p -> ping(p.a, p.net + 2)),
                new Sound("through a router", Plan::routed, p -> ping(p.a, p.far + 2)),
                new Sound("through a router, back", Plan::routed, p -> ping(p.b, p.net + 2)),
                new Sound(
                        "answers alone let in",
                        p -> p.routed()
                                .rules(
                                        p.r,
                                        RulesFromText.table(
                                                "ip",
                                                "filter",
                                                "-P FORWARD DROP",
                                                "-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
                                                "-A FORWARD -i " + p.x + " -j ACCEPT")),
                        p -> ping(p.a, p.far + 2)),
                new Sound("masqueraded", Plan::masqueraded, p -> ping(p.a, p.far + 2)),
                new Sound("to a published port", Plan::masqueraded, p -> tcp(p.b, p.far + 1, p.published)),
                new Sound(
                        "proxy_arp",
                        p -> p.translated()
                                .withoutRoute(p.a, "0.0.0.0/0")
                                .gateway(p.a, p.far + "0/24", "", p.eth)
                                .gateway(p.b, "0.0.0.0/0", p.far + 1, p.eth)
                                .setting(p.r, "ipv4.conf." + p.x + ".proxy_arp", 1),
                        p -> ping(p.a, p.far + 2)),
                new Sound("Docker: container to container", Plan::docker, p -> ping(p.a, p.net + 2)),
                new Sound("Docker: container to the outside", Plan::docker, p -> ping(p.b, p.far + 2)),
                new Sound(
                        "Docker: from outside to a published port",
                        Plan::docker,
                        p -> tcp(p.o, p.far + 1, p.published)),
                new Sound(
                        "Docker: from the host to a published port",
                        Plan::docker,
                        p -> tcp("init", p.far + 1, p.published)),
                new Sound(
                        "redirected to another port",
                        p -> p.across()
                                .listens(p.b, "tcp", "0.0.0.0", p.port)
                                .rules(
                                        p.b,
                                        RulesFromText.table(
                                                "ip",
                                                "nat",
                                                "-A PREROUTING -p tcp --dport " + p.published
                                                        + " -j REDIRECT --to-ports " + p.port)),
                        p -> tcp(p.a, p.net + 2, p.published)));
    }

    static Stream<Object[]> soundInBothPlans() {
        return sound().stream().flatMap(one -> Stream.of(Plan.values()).map(plan -> new Object[] {one, plan}));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("soundInBothPlans")
    void aPacketWithoutFaultsArrives(Sound sound, Plan plan) {
        assertThat(sound.network().apply(plan).ask(sound.reach().apply(plan)))
                .isInstanceOf(PacketOutcome.Arrives.class);
    }

    @ParameterizedTest
    @EnumSource(Plan.class)
    void thePathIsDescribedHopByHop(Plan p) {
        PacketOutcome outcome = p.masqueraded().ask(tcp(p.b, p.far + 1, p.published));
        assertThat(((PacketOutcome.Arrives) outcome).hops())
                .extracting(hop -> hop.at() + " " + hop.event() + " "
                        + hop.packet().source() + " " + hop.packet().destination())
                .containsExactly(
                        p.at(p.b) + " LEAVES " + p.far + "2 " + p.far + "1",
                        p.r + "/" + p.y + " ARRIVES " + p.far + "2 " + p.far + "1",
                        p.r + "/" + p.y + " TRANSLATED " + p.far + "2 " + p.net + "2",
                        p.r + "/" + p.x + " LEAVES " + p.far + "2 " + p.net + "2",
                        p.at(p.a) + " ARRIVES " + p.far + "2 " + p.net + "2",
                        p.at(p.a) + " DELIVERED " + p.far + "2 " + p.net + "2",
                        p.at(p.a) + " LEAVES " + p.net + "2 " + p.far + "2",
                        p.r + "/" + p.x + " ARRIVES " + p.net + "2 " + p.far + "2",
                        p.r + "/" + p.y + " TRANSLATED " + p.far + "1 " + p.far + "2",
                        p.r + "/" + p.y + " LEAVES " + p.far + "1 " + p.far + "2",
                        p.at(p.b) + " ARRIVES " + p.far + "1 " + p.far + "2",
                        p.at(p.b) + " DELIVERED " + p.far + "1 " + p.far + "2");
    }

    @ParameterizedTest
    @EnumSource(Plan.class)
    void theUnknownIsNotGuessed(Plan p) {
        Reach ping = ping(p.a, p.net + 2);
        assertThat(p.across().dark(p.b).ask(ping)).isEqualTo(unknown("unseen.rules", "namespace", p.b));
        String rule = "-A INPUT -m string --string boo -j DROP";
        assertThat(p.across()
                        .rules(p.b, RulesFromText.table("ip", "filter", rule))
                        .ask(ping))
                .isEqualTo(unknown("unseen.rule-effect", "chain", p.b + "/INPUT", "rule", rule));
        assertThat(p.across()
                        .rules(p.b, RulesFromText.table("ip", "filter", rule, "-A INPUT -j DROP"))
                        .ask(ping))
                .isInstanceOf(PacketOutcome.Broken.class);
        assertThat(p.across().dark(p.b).down(p.at(p.b), p.at(p.a)).ask(ping)).isInstanceOf(PacketOutcome.Broken.class);
        assertThat(new Network()
                        .device(p.at(p.a), "")
                        .address(p.at(p.a), p.net + 1, 24)
                        .ask(ping))
                .isEqualTo(unknown("unseen.beyond", "device", p.at(p.a)));
        assertThat(p.across().ask(ping(p.a, "fe80::1"))).isEqualTo(unknown("unseen.family", "address", "fe80::1"));
    }

    private static PacketOutcome unknown(String key, Object... arguments) {
        return new PacketOutcome.Unknown(Message.of(key, arguments));
    }

    static Stream<Object[]> faultsInBothPlans() {
        return faults().stream().flatMap(fault -> Stream.of(Plan.values()).map(plan -> new Object[] {fault, plan}));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("faultsInBothPlans")
    void aFaultIsNamed(Fault fault, Plan plan) {
        PacketOutcome outcome = fault.network().apply(plan).ask(fault.reach().apply(plan));
        assertThat(outcome).isInstanceOf(PacketOutcome.Broken.class);
        Diagnosis diagnosis = ((PacketOutcome.Broken) outcome).failed().diagnosis();
        assertThat(diagnosis)
                .extracting(
                        Diagnosis::layer,
                        Diagnosis::about,
                        one -> one.sentence().key())
                .containsExactly(fault.layer(), fault.about().apply(plan), fault.key());
        assertThat(diagnosis.see()).isNotBlank();
        assertThat(diagnosis.sound()).allMatch(layer -> layer.compareTo(diagnosis.layer()) < 0);
        assertThat(diagnosis.evidence()).allMatch(quote -> !quote.text().isBlank());
    }

    /** A port's frames belong to the bridge: requests to the port's address arrive at the bridge's own device. */
    @Test
    void anAddressOfAPortIsNotAttributedToTheBridge() {
        assertThat(text(portWithAddress().neighbour("a/eth0", "10.70.2.1", STRANGER, "PERMANENT")))
                .endsWith("but ARP requests for this address arrive at `br0`, with `"
                        + portWithAddress().mac("init/br0") + "`.");
        assertThat(text(portWithAddress().address("b/eth0", "10.70.2.1", 24)))
                .contains("the address `10.70.2.1`: `b/eth0` and `p1`.");
    }

    private static Network portWithAddress() {
        return new Network()
                .pair("a/eth0", "p1")
                .pair("b/eth0", "p2")
                .bridge("init/br0", "p1", "p2")
                .address("a/eth0", "10.70.2.10", 24)
                .address("p1", "10.70.2.1", 24);
    }

    private static String text(Network network) {
        PacketOutcome.Broken broken = (PacketOutcome.Broken) network.ask(ping("a", "10.70.2.1"));
        return new Wording(ResourceBundle.getBundle("messages.diagnosis", Locale.ENGLISH))
                .of(broken.failed().diagnosis().sentence());
    }
}
