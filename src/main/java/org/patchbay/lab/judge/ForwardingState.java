package org.patchbay.lab.judge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.patchbay.observe.kernel.Bridge;
import org.patchbay.observe.kernel.FdbEntry;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Neighbour;
import org.patchbay.observe.kernel.RuleTable;
import org.patchbay.observe.kernel.Snapshot;

/**
 * The part of a snapshot that determines where packets go: without what traffic changes, such as counters, tracked
 * connections and learned neighbours. Equal states forward every packet alike.
 */
public record ForwardingState(List<Object> parts) {
    /** Only IPv4 is probed; automatic IPv6 addresses change seconds after a device is up. */
    private static final int TRIED = 4;

    private static final Set<String> SET_BY_HAND = Set.of("PERMANENT", "NOARP");

    public static ForwardingState of(Snapshot snapshot) {
        return new ForwardingState(List.of(
                snapshot.namespaces().stream().map(ForwardingState::namespace).toList(), snapshot.docker()));
    }

    /** One namespace. */
    private record NamespaceState(
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

    private static NamespaceState namespace(Namespace namespace) {
        return new NamespaceState(
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
                        .map(bridges ->
                                bridges.stream().map(ForwardingState::unlearned).toList()),
                namespace
                        .rules()
                        .map(tables ->
                                tables.stream().map(ForwardingState::uncounted).toList()),
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
