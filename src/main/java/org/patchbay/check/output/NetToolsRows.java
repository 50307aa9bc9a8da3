package org.patchbay.check.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.patchbay.check.verdict.Prefix;
import org.patchbay.observe.kernel.Address;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Neighbour;
import org.patchbay.observe.kernel.Route;

/** The rows that route, arp and ifconfig of net-tools 2.10 print for a namespace. */
final class NetToolsRows {
    private static final int MAIN_TABLE = 254;
    /** Route types that {@code /proc/net/route} marks with RTF_REJECT (net/ipv4/fib_trie.c). */
    private static final Set<String> REJECTING = Set.of("unreachable", "prohibit");

    private NetToolsRows() {}

    static List<ExpectedRow> route(Namespace here) {
        return here.routes().stream()
                .filter(route -> route.family() == 6 || route.table() == MAIN_TABLE)
                .flatMap(route -> Prefix.parse(route.destination())
                        .map(prefix -> route.family() == 6 ? sixth(route) : fourth(route, prefix))
                        .stream())
                .toList();
    }

    private static ExpectedRow fourth(Route route, Prefix prefix) {
        String destination = prefix.address().getHostAddress();
        String flags = (REJECTING.contains(route.type()) ? "!" : "U")
                + (route.gateway().isEmpty() ? "" : "G")
                + (prefix.length() == 32 ? "H" : "");
        ExpectedRow row = new ExpectedRow()
                .is("genmask", prefix.mask())
                .oneOf("gateway", route.gateway().isEmpty() ? "0.0.0.0" : route.gateway())
                .is("flags", flags)
                .is("metric", route.metric());
        if (prefix.length() == 0) {
            row.oneOf("destination", destination, "default");
        } else {
            row.address("destination", destination);
        }
        if (!route.gateway().isEmpty()) {
            row.address("gateway", route.gateway());
        }
        return route.device().isEmpty() ? row : row.is("iface", route.device());
    }

    private static ExpectedRow sixth(Route route) {
        ExpectedRow row = new ExpectedRow().address("destination", route.destination());
        return route.device().isEmpty() ? row : row.is("iface", route.device());
    }

    static List<ExpectedRow> arp(Namespace here) {
        return here.neighbours().stream()
                .filter(entry -> entry.family() == 4)
                .map(NetToolsRows::arp)
                .toList();
    }

    private static ExpectedRow arp(Neighbour entry) {
        boolean known = !entry.mac().isEmpty();
        boolean permanent = entry.state().equals("PERMANENT");
        return new ExpectedRow()
                .address("address", entry.address())
                .is("hwtype", known ? "ether" : null)
                .is("hwaddress", known ? entry.mac() : null)
                .oneOf("flags_mask", known ? permanent ? "CM" : "C" : null)
                .is("iface", entry.device());
    }

    /** A row for each address of a device: which one ifconfig prints is up to it. */
    static List<ExpectedRow> ifconfig(Namespace here) {
        List<ExpectedRow> rows = new ArrayList<>();
        for (Link link : here.links()) {
            List<Address> own = here.addresses(link.name());
            List<Address> fourth = own.stream().filter(one -> one.family() == 4).toList();
            List<String> sixth = own.stream()
                    .filter(one -> one.family() == 6)
                    .map(Address::address)
                    .toList();
            for (Address address : fourth) {
                rows.add(device(link, fourth, sixth)
                        .is("ipv4_addr", address.address())
                        .is("ipv4_mask", mask(address)));
            }
            if (fourth.isEmpty()) {
                rows.add(device(link, fourth, sixth).is("ipv4_addr", null).is("ipv4_mask", null));
            }
        }
        return rows;
    }

    private static ExpectedRow device(Link link, List<Address> fourth, List<String> sixth) {
        boolean running = link.operstate().equals("UP") || link.operstate().equals("UNKNOWN");
        ExpectedRow row = new ExpectedRow()
                .words("state", Map.of("UP", link.up(), "RUNNING", link.up() && running))
                .is("mtu", link.mtu())
                .is(
                        "ipv4",
                        fourth.isEmpty()
                                ? null
                                : fourth.stream().map(NetToolsRows::inet).toList())
                .where(
                        "name",
                        cell -> cell instanceof Cell.Is(String name) ? names(link, name) : cell.matches(link.name()));
        if (sixth.isEmpty()) {
            row.is("ipv6_addr", null);
        } else {
            row.among("ipv6_addr", sixth);
        }
        return link.kind().equals("loopback") ? row : row.is("mac_addr", link.mac());
    }

    /** An address with a label is listed under its own name: {@code veth0:1} (ifconfig(8)). */
    private static boolean names(Link link, String name) {
        return name.equals(link.name()) || name.startsWith(link.name() + ":");
    }

    private static Map<String, Object> inet(Address address) {
        return Map.of("address", address.address(), "mask", mask(address));
    }

    private static String mask(Address address) {
        return Prefix.parse(address.cidr()).map(Prefix::mask).orElse("");
    }
}
