package org.patchbay.check.packet;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.check.verdict.Prefix;
import org.patchbay.observe.kernel.Address;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Route;

/**
 * The result of the kernel's route lookup for a packet sent by a namespace: tables local, main, default in that order,
 * as without policy rules; the longest prefix, then the lowest metric; a device that the sender selects must be the
 * route's; if no route has it, the destination is taken to be on that device's link (ip_route_output_key_hash_rcu in
 * net/ipv4/route.c).
 *
 * @param local whether the destination is an address of this namespace itself; the packet then goes over {@code lo}
 * @param device the output device; {@code lo} for a local destination
 * @param gateway the next hop; empty when the destination is on the link
 * @param source the source address that the kernel would select; may be empty
 * @param route the entry that matched; empty for a destination that is assumed to be on the link
 */
public record RouteLookup(boolean local, String device, String gateway, String source, Optional<Route> route) {
    private static final List<Integer> TABLES = List.of(255, 254, 253);
    private static final Set<String> REFUSING = Set.of("blackhole", "unreachable", "prohibit");

    /** The lookup's result; empty if there is no route, the matching one refuses, or the destination is no address. */
    public static Optional<RouteLookup> of(Namespace namespace, String destination, Optional<String> out) {
        Optional<Prefix> prefix = Prefix.parse(destination);
        if (prefix.isEmpty()) {
            return Optional.empty();
        }
        InetAddress address = prefix.get().address();
        Optional<Route> best = best(namespace, address, out);
        if (best.isPresent()) {
            return answer(namespace, destination, best.get());
        }
        return out.filter(device -> namespace.link(device).isPresent())
                .map(device -> new RouteLookup(false, device, "", firstAddress(namespace, device), Optional.empty()));
    }

    /** The matching entry if it refuses packets: blackhole, unreachable, prohibit. */
    static Optional<Route> refusal(Namespace namespace, String destination) {
        return Prefix.parse(destination)
                .flatMap(prefix -> best(namespace, prefix.address(), Optional.empty()))
                .filter(route -> REFUSING.contains(route.type()));
    }

    /** The same with {@code from} as source, as for a lookup from that address. */
    public RouteLookup from(String from) {
        return new RouteLookup(local, device, gateway, from, route);
    }

    /** A line of {@code ip route get}. */
    public String text(String destination) {
        return (local ? "local " : "") + destination + (gateway.isEmpty() ? "" : " via " + gateway) + " dev " + device
                + (source.isEmpty() ? "" : " src " + source);
    }

    /** The best entry. A route of type throw ends the search in its table only. */
    private static Optional<Route> best(Namespace namespace, InetAddress address, Optional<String> out) {
        return TABLES.stream()
                .flatMap(table -> best(namespace, table, address, out).stream())
                .filter(route -> !route.type().equals("throw"))
                .findFirst();
    }

    private static Optional<Route> best(Namespace namespace, int table, InetAddress address, Optional<String> out) {
        return namespace.routes().stream()
                .filter(route -> route.table() == table)
                .filter(route -> (" " + route.flags() + " ").indexOf(" dead ") < 0)
                .filter(route -> out.isEmpty() || out.get().equals(route.device()))
                .filter(route -> Prefix.parse(route.destination())
                        .filter(prefix -> prefix.contains(address))
                        .isPresent())
                .min(Comparator.comparingInt((Route route) -> -length(route)).thenComparingLong(Route::metric));
    }

    private static int length(Route route) {
        return Prefix.parse(route.destination()).map(Prefix::length).orElse(0);
    }

    private static Optional<RouteLookup> answer(Namespace namespace, String destination, Route route) {
        return switch (route.type()) {
            case "local" ->
                Optional.of(new RouteLookup(
                        true, "lo", "", route.source().isEmpty() ? destination : route.source(), Optional.of(route)));
            case "unreachable", "blackhole", "prohibit" -> Optional.empty();
            default ->
                Optional.of(new RouteLookup(
                        false, route.device(), route.gateway(), source(namespace, route), Optional.of(route)));
        };
    }

    private static String source(Namespace namespace, Route route) {
        if (!route.source().isEmpty()) {
            return route.source();
        }
        String own = firstAddress(namespace, route.device());
        return own.isEmpty()
                ? namespace.addresses().stream()
                        .filter(address -> address.family() == route.family()
                                && address.scope().equals("global"))
                        .map(Address::address)
                        .findFirst()
                        .orElse("")
                : own;
    }

    private static String firstAddress(Namespace namespace, String device) {
        return namespace.addresses(device).stream()
                .filter(address -> address.family() == 4)
                .map(Address::address)
                .findFirst()
                .orElse("");
    }
}
