package org.patchbay.check.packet;

import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.check.RulesFromText;
import org.patchbay.check.verdict.Reach;
import org.patchbay.observe.kernel.RuleTable;

/** Networks under two sets of names and addresses: no diagnosis may know either. */
public enum Plan {
    RED(
            "red",
            "green",
            "grey",
            "router",
            "world",
            "eth0",
            "veth0",
            "veth1",
            "p1",
            "p2",
            "p3",
            "br0",
            "10.70.2.",
            "10.80.3.",
            80,
            8080),
    BLUE(
            "m7",
            "x-9",
            "third",
            "gw",
            "isp",
            "uplink",
            "left",
            "right",
            "s1",
            "s2",
            "s3",
            "switch7",
            "192.168.40.",
            "172.22.9.",
            3000,
            1234);

    public final String a;
    public final String b;
    final String c;
    final String r;
    final String o;
    public final String eth;
    final String x;
    final String y;
    public final String p1;
    public final String p2;
    final String p3;
    public final String br;
    public final String net;
    final String far;
    final int port;
    final int published;

    Plan(
            String a,
            String b,
            String c,
            String r,
            String o,
            String eth,
            String x,
            String y,
            String p1,
            String p2,
            String p3,
            String br,
            String net,
            String far,
            int port,
            int published) {
        this.a = a;
        this.b = b;
        this.c = c;
        this.r = r;
        this.o = o;
        this.eth = eth;
        this.x = x;
        this.y = y;
        this.p1 = p1;
        this.p2 = p2;
        this.p3 = p3;
        this.br = br;
        this.net = net;
        this.far = far;
        this.port = port;
        this.published = published;
    }

    /** A device of the first three namespaces, which have one each. */
    public String at(String namespace) {
        return namespace + "/" + eth;
    }

    public String init(String device) {
        return "init/" + device;
    }

    /** A pair in one namespace, one of whose ends has an address. */
    Network pair() {
        return new Network().pair(init(x), init(y)).address(init(x), net + 10, 24);
    }

    /** A pair across two namespaces. */
    Network across() {
        return new Network().pair(at(a), at(b)).address(at(a), net + 1, 24).address(at(b), net + 2, 24);
    }

    /** Three namespaces on a bridge that has an address itself. */
    public Network bridged() {
        return new Network()
                .pair(at(a), init(p1))
                .pair(at(b), init(p2))
                .pair(at(c), init(p3))
                .bridge(init(br), p1, p2, p3)
                .address(at(a), net + 1, 24)
                .address(at(b), net + 2, 24)
                .address(at(c), net + 3, 24)
                .address(init(br), net + 254, 24);
    }

    /** Two networks and a router between. */
    Network routed() {
        return translated().gateway(b, "0.0.0.0/0", far + 1, eth);
    }

    /** Likewise, but the second network knows no way to the first. */
    Network translated() {
        return new Network()
                .pair(at(a), r + "/" + x)
                .pair(r + "/" + y, at(b))
                .address(at(a), net + 2, 24)
                .address(r + "/" + x, net + 1, 24)
                .address(r + "/" + y, far + 1, 24)
                .address(at(b), far + 2, 24)
                .gateway(a, "0.0.0.0/0", net + 1, eth)
                .forwards(r, x, y);
    }

    /** With the rules that hide the first network and publish a port of it. */
    Network masqueraded() {
        return translated()
                .rules(
                        r,
                        RulesFromText.table(
                                "ip",
                                "nat",
                                "-P PREROUTING ACCEPT",
                                "-A PREROUTING -d " + far + "1/32 -p tcp -m tcp --dport " + published
                                        + " -j DNAT --to-destination " + net + "2:" + port,
                                "-A POSTROUTING -s " + net + "0/24 -o " + y + " -j MASQUERADE"))
                .listens(a, "tcp", "0.0.0.0", port);
    }

    /** What Docker makes of two containers, a published port and a machine outside. */
    Network docker() {
        return new Network()
                .pair(at(a), init(p1))
                .pair(at(b), init(p2))
                .bridge(init(br), p1, p2)
                .address(at(a), net + 1, 24)
                .address(at(b), net + 2, 24)
                .address(init(br), net + 254, 24)
                .gateway(a, "0.0.0.0/0", net + 254, eth)
                .gateway(b, "0.0.0.0/0", net + 254, eth)
                .pair(init(x), at(o))
                .address(init(x), far + 1, 24)
                .address(at(o), far + 2, 24)
                .forwards("init", br, x, p1, p2)
                .setting("init", Netfilter.BRIDGED, 1)
                .listens(a, "tcp", "0.0.0.0", port)
                .rules(
                        "init",
                        RulesFromText.table(
                                "ip",
                                "filter",
                                "-P FORWARD DROP",
                                "-A FORWARD -o " + br + " -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
                                "-A FORWARD -o " + br + " -j DOCKER",
                                "-A FORWARD -i " + br + " ! -o " + br + " -j ACCEPT",
                                "-A FORWARD -i " + br + " -o " + br + " -j ACCEPT",
                                "-A DOCKER -d " + net + "1/32 ! -i " + br + " -o " + br + " -p tcp -m tcp --dport "
                                        + port + " -j ACCEPT"))
                .rules("init", dockerNat(net + "1:" + port));
    }

    RuleTable dockerNat(String target) {
        return RulesFromText.table(
                "ip",
                "nat",
                "-P PREROUTING ACCEPT",
                "-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER",
                "-A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER",
                "-A POSTROUTING -s " + net + "0/24 ! -o " + br + " -j MASQUERADE",
                "-A DOCKER -i " + br + " -j RETURN",
                "-A DOCKER ! -i " + br + " -p tcp -m tcp --dport " + published + " -j DNAT --to-destination " + target);
    }

    static Reach ping(String from, String to) {
        return Reach.ping(from, to);
    }

    static Reach via(String from, String to, String device) {
        return new Reach(
                from,
                to,
                Reach.Kind.ICMP,
                OptionalInt.empty(),
                Optional.of(device),
                Optional.empty(),
                OptionalInt.empty(),
                false);
    }

    static Reach tcp(String from, String to, int port) {
        return new Reach(
                from,
                to,
                Reach.Kind.TCP,
                OptionalInt.of(port),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                false);
    }

    static Reach arp(String from, String to, String device) {
        return new Reach(
                from,
                to,
                Reach.Kind.ARP,
                OptionalInt.empty(),
                Optional.of(device),
                Optional.empty(),
                OptionalInt.empty(),
                false);
    }

    static Reach large(String from, String to, int size, boolean whole) {
        return new Reach(
                from,
                to,
                Reach.Kind.ICMP,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.of(size),
                whole);
    }
}
