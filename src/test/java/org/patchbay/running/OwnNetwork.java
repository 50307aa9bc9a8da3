package org.patchbay.running;

import java.util.List;

/**
 * What a learner has to build in the lesson {@code 80-build-it-yourself}, read off its page, and a way of building it that
 * is not the lesson's own.
 *
 * @param gateway the bridge's address with its prefix, as are {@code first} and {@code second}
 */
public record OwnNetwork(
        String bridge,
        String gateway,
        String one,
        String first,
        String two,
        String second,
        String inner,
        String outer) {
    private static final int VALUES = 8;

    /** @param cells of the table of values, from top to bottom */
    public static OwnNetwork of(List<String> cells) {
        if (cells.size() != VALUES) {
            throw new IllegalArgumentException("not the table of values: " + cells);
        }
        return new OwnNetwork(
                cells.get(0),
                cells.get(1),
                cells.get(2),
                cells.get(3),
                cells.get(4),
                cells.get(5),
                cells.get(6),
                cells.get(7));
    }

    /** Two containers on a bridge, with a gateway, a way out and a server; nothing is published. */
    public List<String> unpublished() {
        return List.of(
                "ip link add " + bridge + " up type bridge; ip a add " + gateway + " dev " + bridge,
                plug(one, first),
                plug(two, second),
                "echo 1 >/proc/sys/net/ipv4/ip_forward; nft add table nat;"
                        + " nft add chain nat out '{ type nat hook postrouting priority 100; }';"
                        + " nft add rule nat out oifname wan0 masquerade",
                "(ip netns exec " + one + " nc -lk " + inner + " &)");
    }

    /** The server published to the outside, and not to the machine itself. */
    public String publishing() {
        return "iptables -t nat -A PREROUTING -d 203.0.113.2 -p tcp --dport " + outer + " -j DNAT --to " + host(first)
                + ":" + inner;
    }

    private String plug(String name, String address) {
        return "ip netns add " + name + "; ip -n " + name + " link set lo up; ip link add p-" + name + " up master "
                + bridge
                + " type veth peer name eth0 netns " + name + "; ip -n " + name + " link set eth0 up; ip -n " + name
                + " a add " + address + " dev eth0; ip -n " + name + " r add default via " + host(gateway);
    }

    private static String host(String cidr) {
        return cidr.substring(0, cidr.indexOf('/'));
    }
}
