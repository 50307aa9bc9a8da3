package org.patchbay.check.output;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.patchbay.check.packet.RouteLookup;
import org.patchbay.check.verdict.Prefix;
import org.patchbay.observe.kernel.Address;
import org.patchbay.observe.kernel.Bridge;
import org.patchbay.observe.kernel.BridgePort;
import org.patchbay.observe.kernel.FdbEntry;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Neighbour;
import org.patchbay.observe.kernel.Route;

/** The rows that {@code ip} and {@code bridge} of iproute2 6.1 print for a namespace, as in their JSON. */
final class IprouteRows {
    /** Neighbour states between which the kernel changes by itself. */
    private static final List<Set<String>> ALIKE =
            List.of(Set.of("REACHABLE", "STALE", "DELAY", "PROBE"), Set.of("INCOMPLETE", "FAILED"));

    private IprouteRows() {}

    static List<ExpectedRow> links(Namespace here) {
        return here.links().stream().map(link -> link(here, link)).toList();
    }

    private static ExpectedRow link(Namespace here, Link link) {
        List<Map<String, Object>> addresses =
                here.addresses(link.name()).stream().map(IprouteRows::address).toList();
        ExpectedRow row = new ExpectedRow()
                .is("ifindex", link.index())
                .is("ifname", link.name())
                .is("mtu", link.mtu())
                .is("operstate", link.operstate())
                .words(
                        "flags",
                        Map.of(
                                "UP", link.up(),
                                "LOWER_UP", link.carrier(),
                                "NO-CARRIER", link.up() && !link.carrier()))
                .is("addr_info", addresses)
                .is("master", master(here, link).orElse(null));
        return link.mac().isEmpty() ? row : row.is("address", link.mac());
    }

    private static Map<String, Object> address(Address address) {
        return Map.of(
                "family", address.family() == 4 ? "inet" : "inet6",
                "local", address.address(),
                "prefixlen", address.prefix(),
                "scope", address.scope());
    }

    private static Optional<String> master(Namespace here, Link link) {
        return link.master().isPresent() ? here.link(link.master().getAsInt()).map(Link::name) : Optional.empty();
    }

    static List<ExpectedRow> routes(Namespace here, List<String> argv) {
        int get = argv.indexOf("get");
        if (get >= 0) {
            // Lookups with further options (from, mark) are not evaluated.
            return argv.size() == get + 2 ? lookup(here, argv.get(get + 1)) : List.of(new ExpectedRow());
        }
        return here.routes().stream().map(IprouteRows::route).toList();
    }

    private static List<ExpectedRow> lookup(Namespace here, String destination) {
        return RouteLookup.of(here, destination, Optional.empty()).stream()
                .map(found -> new ExpectedRow()
                        .is("dst", destination)
                        .is("dev", found.device())
                        .is("gateway", found.gateway().isEmpty() ? null : found.gateway()))
                .toList();
    }

    static ExpectedRow route(Route route) {
        ExpectedRow row = new ExpectedRow()
                .where("dst", cell -> destination(cell, route))
                .is("gateway", route.gateway().isEmpty() ? null : route.gateway())
                .is("protocol", route.protocol())
                .is("prefsrc", route.source().isEmpty() ? null : route.source())
                .oneOf("metric", route.metric() == 0 ? null : route.metric(), route.metric())
                .oneOf("type", route.type(), route.type().equals("unicast") ? null : route.type());
        row.oneOf("scope", route.scope(), route.scope().equals("global") ? null : route.scope());
        return route.device().isEmpty() ? row : row.is("dev", route.device());
    }

    /** iproute2 prints "default" for prefix length 0, and no length for a host's address. */
    private static boolean destination(Cell cell, Route route) {
        if (!(cell instanceof Cell.Is(String printed))) {
            return cell.matches(route.destination());
        }
        return Prefix.parse(route.destination())
                .filter(prefix -> printed.equals("default")
                        ? prefix.length() == 0
                        : Prefix.parse(printed).filter(prefix::equals).isPresent())
                .isPresent();
    }

    static List<ExpectedRow> neighbours(Namespace here) {
        return here.neighbours().stream().map(IprouteRows::neighbour).toList();
    }

    private static ExpectedRow neighbour(Neighbour entry) {
        List<List<String>> states = ALIKE.stream()
                .filter(alike -> alike.contains(entry.state()))
                .findFirst()
                .orElse(Set.of(entry.state()))
                .stream()
                .map(List::of)
                .toList();
        return new ExpectedRow()
                .is("dst", entry.address())
                .is("dev", entry.device())
                .is("lladdr", entry.mac().isEmpty() ? null : entry.mac())
                .among("state", states);
    }

    /** The ports; empty if the bridges could not be read. */
    static Optional<List<ExpectedRow>> ports(Namespace here) {
        return here.bridges().map(bridges -> {
            Map<String, String> states = new HashMap<>();
            for (Bridge bridge : bridges) {
                for (BridgePort port : bridge.ports()) {
                    states.put(port.device(), port.state());
                }
            }
            return here.links().stream()
                    .map(link -> link(here, link).is("state", states.get(link.name())))
                    .toList();
        });
    }

    /** The learned addresses; empty if the bridges could not be read. */
    static Optional<List<ExpectedRow>> learned(Namespace here) {
        return here.bridges().map(bridges -> {
            List<ExpectedRow> rows = new ArrayList<>();
            for (Bridge bridge : bridges) {
                bridge.fdb().forEach(entry -> rows.add(learned(bridge, entry)));
            }
            // The groups that a device listens to are not observed.
            here.links()
                    .forEach(link -> rows.add(new ExpectedRow()
                            .is("ifname", link.name())
                            .where("mac", cell -> cell instanceof Cell.Is(String mac) && group(mac))));
            return rows;
        });
    }

    private static ExpectedRow learned(Bridge bridge, FdbEntry entry) {
        ExpectedRow row = new ExpectedRow()
                .is("mac", entry.mac())
                .is("ifname", entry.device())
                .oneOf("master", bridge.device(), entry.device().equals(bridge.device()) ? null : bridge.device())
                .oneOf("vlan", entry.vlan().isPresent() ? entry.vlan().getAsInt() : null);
        return entry.state().equals("learned")
                ? row.oneOf("state", "", null)
                : row.oneOf("state", entry.state(), entry.state());
    }

    /** The lowest bit of the first byte marks a group's address (IEEE 802). */
    private static boolean group(String mac) {
        return mac.length() > 1 && "13579bdf".indexOf(Character.toLowerCase(mac.charAt(1))) >= 0;
    }
}
