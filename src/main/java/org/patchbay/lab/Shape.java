package org.patchbay.lab;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.patchbay.observe.Bridge;
import org.patchbay.observe.FdbEntry;
import org.patchbay.observe.Namespace;
import org.patchbay.observe.Neighbour;
import org.patchbay.observe.RuleTable;
import org.patchbay.observe.Snapshot;

/**
 * What of a snapshot decides where packets go: all of it but what traffic itself changes, and what passes by itself, such
 * as counters, tracked connections, learned neighbours. Two snapshots of one shape let a packet go the same way.
 */
record Shape(List<Object> parts) {
    /** Only IPv4 is tried out; the addresses that IPv6 gives itself come and change seconds after a device is up. */
    private static final int TRIED = 4;

    private static final Set<String> SET_BY_HAND = Set.of("PERMANENT", "NOARP");

    static Shape of(Snapshot snapshot) {
        return new Shape(
                List.of(snapshot.namespaces().stream().map(Shape::place).toList(), snapshot.docker()));
    }

    /** One namespace. */
    private record Place(
            long inode,
            List<String> names,
            Object links,
            Object addresses,
            Object routes,
            List<Neighbour> neighbours,
            Map<String, Integer> sysctls,
            Optional<List<Bridge>> bridges,
            Optional<List<String>> rules,
            Object listeners) {}

    private static Place place(Namespace namespace) {
        return new Place(
                namespace.inode(),
                namespace.names(),
                namespace.links(),
                namespace.addresses().stream()
                        .filter(address -> address.family() == TRIED)
                        .toList(),
                namespace.routes().stream()
                        .filter(route -> route.family() == TRIED)
                        .toList(),
                namespace.neighbours().stream()
                        .filter(entry -> SET_BY_HAND.contains(entry.state()))
                        .toList(),
                namespace.sysctls(),
                namespace
                        .bridges()
                        .map(bridges -> bridges.stream().map(Shape::unlearned).toList()),
                namespace
                        .rules()
                        .map(tables -> tables.stream().map(Shape::uncounted).toList()),
                namespace.listeners());
    }

    /** Without what a bridge has learned from traffic. */
    private static Bridge unlearned(Bridge bridge) {
        List<FdbEntry> set = bridge.fdb().stream()
                .filter(entry -> !entry.state().isEmpty() && !entry.state().equalsIgnoreCase("learned"))
                .toList();
        return new Bridge(bridge.device(), bridge.vlanFiltering(), bridge.stp(), bridge.ageing(), bridge.ports(), set);
    }

    /** A table without its counters. */
    private static String uncounted(RuleTable table) {
        return table.family() + " " + table.name() + " " + table.legacy()
                + table.chains().stream()
                        .map(chain -> "\n" + chain.name() + " " + chain.type() + " " + chain.hook() + " "
                                + chain.priority() + " " + chain.policy()
                                + chain.rules().stream()
                                        .map(rule -> "\n " + rule.conditions() + " " + rule.action())
                                        .collect(Collectors.joining()))
                        .collect(Collectors.joining());
    }
}
