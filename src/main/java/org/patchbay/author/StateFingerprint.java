package org.patchbay.author;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.patchbay.observe.kernel.Bridge;
import org.patchbay.observe.kernel.FdbEntry;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.RuleTable;
import org.patchbay.observe.kernel.Snapshot;

/**
 * A machine's state without what is drawn anew each time (numbers, hardware addresses, what IPv6 makes of them) and
 * without what comes and goes by itself (counters, learned addresses, tracked connections). Two machines with equal
 * fingerprints are in the same state.
 *
 * @param lines the state's parts
 */
record StateFingerprint(Set<String> lines) {
    StateFingerprint {
        lines = Set.copyOf(lines);
    }

    /** @param neighbours whether neighbour entries are included */
    static StateFingerprint of(Snapshot snapshot, boolean neighbours) {
        Set<String> lines = new TreeSet<>();
        for (Namespace namespace : snapshot.namespaces()) {
            String name = namespace.init() ? Namespace.INIT : namespace.names().toString();
            draw(namespace, name + ": ", lines);
            if (neighbours) {
                namespace.neighbours().stream()
                        .filter(one -> one.family() == 4)
                        .forEach(one -> lines.add(name + ": neighbour " + one.device() + " " + one.address() + " "
                                + !one.mac().isEmpty()));
            }
        }
        snapshot.docker().ifPresent(docker -> {
            docker.containers()
                    .forEach(one -> lines.add("container " + one.name() + " " + one.image() + " " + one.state() + " "
                            + one.ports() + " "
                            + one.attachments().stream()
                                    .map(attachment -> attachment.network())
                                    .toList()));
            docker.networks()
                    .forEach(one -> lines.add("network " + one.name() + " " + one.driver() + " " + one.subnet()));
        });
        return new StateFingerprint(lines);
    }

    /** True for an entry made by hand: not learned, not a device's own address, not that of a multicast group. */
    private static boolean setByHand(FdbEntry entry, Namespace namespace) {
        boolean group = Integer.parseInt(entry.mac().substring(0, 2), 16) % 2 == 1;
        return !entry.state().equals("learned")
                && !group
                && namespace.links().stream().noneMatch(link -> link.mac().equals(entry.mac()));
    }

    private static void draw(Namespace namespace, String here, Set<String> lines) {
        lines.add(here);
        if (!namespace.init()) {
            lines.add(here + "processes " + !namespace.pids().isEmpty());
        }
        for (Link link : namespace.links()) {
            String master = link.master().isPresent()
                    ? namespace.link(link.master().getAsInt()).map(Link::name).orElse("?")
                    : "-";
            lines.add(here + link.name() + " " + link.kind() + " " + link.up() + " " + link.carrier() + " " + link.mtu()
                    + " " + master);
        }
        namespace.addresses().stream()
                .filter(address -> address.family() == 4 || address.scope().equals("global"))
                .forEach(address -> lines.add(here + address));
        namespace.routes().stream().filter(route -> route.family() == 4).forEach(route -> lines.add(here + route));
        namespace.listeners().stream().flatMap(List::stream).forEach(one -> lines.add(here + one));
        namespace.sysctls().forEach((key, value) -> lines.add(here + key + "=" + value));
        for (Bridge bridge : namespace.bridges().stream().flatMap(List::stream).toList()) {
            lines.add(here + bridge.device() + " " + bridge.vlanFiltering() + " " + bridge.stp() + " " + bridge.ageing()
                    + " " + bridge.ports());
            bridge.fdb().stream()
                    .filter(entry -> setByHand(entry, namespace))
                    .forEach(entry -> lines.add(here + entry));
        }
        for (RuleTable table : namespace.rules().stream().flatMap(List::stream).toList()) {
            table.chains()
                    .forEach(chain -> lines.add(here + table.family() + " " + table.name() + " " + chain.name() + " "
                            + chain.policy() + " "
                            + chain.rules().stream().map(rule -> rule.text()).toList()));
        }
    }
}
