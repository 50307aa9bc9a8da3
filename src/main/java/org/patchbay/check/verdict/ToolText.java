package org.patchbay.check.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.patchbay.observe.kernel.Address;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Neighbour;
import org.patchbay.observe.kernel.Route;

/** Formats the kernel's state as tools print it: iproute2 6.1, net-tools 2.10. */
public final class ToolText {
    private ToolText() {}

    /** A line of {@code ip -br link}. */
    public static Quote link(Namespace namespace, Link link) {
        String line = "%-16s %-14s %s <%s>"
                .formatted(displayName(namespace, link), link.operstate(), link.mac(), flags(namespace, link));
        return new Quote(source(namespace, "ip -br link"), line);
    }

    /** A line of {@code ip -br address}. */
    public static Quote addresses(Namespace namespace, Link link) {
        StringBuilder line = new StringBuilder("%-16s %-14s".formatted(displayName(namespace, link), link.operstate()));
        for (Address address : namespace.addresses(link.name())) {
            line.append(' ').append(address.text());
        }
        return new Quote(source(namespace, "ip -br address"), line.toString().stripTrailing());
    }

    /** A line of {@code arp -n}, with the heading. */
    public static Quote arp(Namespace namespace, Neighbour entry) {
        String heading =
                "%-24s %-7s %-19s %-5s %-15s %s".formatted("Address", "HWtype", "HWaddress", "Flags", "Mask", "Iface");
        String row = entry.mac().isEmpty()
                ? "%-32s %-41s %s".formatted(entry.address(), "(incomplete)", entry.device())
                : "%-24s %-7s %-19s %-5s %-15s %s"
                        .formatted(
                                entry.address(),
                                "ether",
                                entry.mac(),
                                entry.state().equals("PERMANENT") ? "CM" : "C",
                                "",
                                entry.device());
        return new Quote(source(namespace, "arp -n"), heading + "\n" + row);
    }

    /** A line of {@code ip neigh}. */
    public static Quote neighbour(Namespace namespace, Neighbour entry) {
        String mac = entry.mac().isEmpty() ? "" : " lladdr " + entry.mac();
        return new Quote(
                source(namespace, "ip neigh"), entry.address() + " dev " + entry.device() + mac + " " + entry.state());
    }

    /** A line of {@code sysctl}. */
    public static Quote setting(Namespace namespace, String key, int value) {
        return new Quote(source(namespace, "sysctl net." + key), "net." + key + " = " + value);
    }

    /** The part of {@code ip link show} with the MTU. */
    public static Quote mtu(Namespace namespace, Link link) {
        return new Quote(
                source(namespace, "ip link show " + link.name()),
                "%d: %s: <%s> mtu %d … state %s"
                        .formatted(
                                link.index(),
                                displayName(namespace, link),
                                flags(namespace, link),
                                link.mtu(),
                                link.operstate()));
    }

    /** The part of {@code ip link show} with the device's alternative names. */
    public static Quote altNames(Namespace namespace, Link link) {
        Quote first = mtu(namespace, link);
        return new Quote(
                first.source(),
                first.text()
                        + link.altNames().stream()
                                .map(name -> "\n    altname " + name)
                                .collect(Collectors.joining()));
    }

    /** The part of {@code ip -d link show} with the device's bridge. */
    public static Quote master(Namespace namespace, Link link, Optional<Link> master) {
        return new Quote(
                source(namespace, "ip -d link show " + link.name()),
                "%d: %s: <%s> mtu %d …%s state %s"
                        .formatted(
                                link.index(),
                                displayName(namespace, link),
                                flags(namespace, link),
                                link.mtu(),
                                master.map(bridge -> " master " + bridge.name()).orElse(""),
                                link.operstate()));
    }

    /** A line of {@code ip route}. */
    public static Quote route(Namespace namespace, Route route) {
        return new Quote(
                source(namespace, "ip route"),
                (route.type().equals("unicast") ? "" : route.type() + " ")
                        + (route.destination().equals("0.0.0.0/0") ? "default" : route.destination())
                        + (route.gateway().isEmpty() ? "" : " via " + route.gateway())
                        + (route.device().isEmpty() ? "" : " dev " + route.device())
                        + (route.metric() == 0 ? "" : " metric " + route.metric()));
    }

    public static String source(Namespace namespace, String command) {
        return InNamespace.command(InNamespace.name(namespace), command);
    }

    /** {@code veth0@veth1} if the peer is in the same namespace, else {@code veth0@if7}. */
    static String displayName(Namespace namespace, Link link) {
        if (link.peerIndex().isEmpty()) {
            return link.name();
        }
        return link.name() + "@"
                + peerHere(namespace, link)
                        .map(Link::name)
                        .orElse("if" + link.peerIndex().getAsInt());
    }

    private static Optional<Link> peerHere(Namespace namespace, Link link) {
        return link.peerIndex().isPresent() && link.peerNamespace().orElse(namespace.inode()) == namespace.inode()
                ? namespace.link(link.peerIndex().getAsInt())
                : Optional.empty();
    }

    static String flags(Namespace namespace, Link link) {
        List<String> flags = new ArrayList<>();
        if (link.up() && !link.carrier()) {
            flags.add("NO-CARRIER");
        }
        flags.addAll(
                switch (link.kind()) {
                    case "loopback" -> List.of("LOOPBACK");
                    case "dummy" -> List.of("BROADCAST", "NOARP");
                    default -> List.of("BROADCAST", "MULTICAST");
                });
        if (link.up()) {
            flags.add("UP");
        }
        if (link.carrier()) {
            flags.add("LOWER_UP");
        }
        if (peerHere(namespace, link).filter(peer -> !peer.up()).isPresent()) {
            flags.add("M-DOWN");
        }
        return String.join(",", flags);
    }
}
