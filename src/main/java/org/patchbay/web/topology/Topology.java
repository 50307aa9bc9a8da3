package org.patchbay.web.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;

/**
 * The network picture, built from one snapshot of the kernel's state alone, independent of the lesson. Immutable.
 *
 * @param namespaces the network namespaces, the init namespace first
 * @param wires veth pairs, each once
 */
public record Topology(List<NamespaceView> namespaces, List<Wire> wires) {
    public Topology {
        namespaces = List.copyOf(namespaces);
        wires = List.copyOf(wires);
    }

    /**
     * A veth pair (veth(4)).
     *
     * @param from a device's {@link DeviceView#id()}
     * @param to likewise
     */
    public record Wire(String from, String to) {}

    /** The picture of a snapshot. */
    public static Topology of(Snapshot snapshot) {
        return new Topology(
                snapshot.namespaces().stream()
                        .map(namespace -> NamespaceView.of(namespace, snapshot.docker()))
                        .toList(),
                wires(snapshot));
    }

    private static List<Wire> wires(Snapshot snapshot) {
        List<Wire> wires = new ArrayList<>();
        for (Namespace namespace : snapshot.namespaces()) {
            for (Link link : namespace.links()) {
                String from = DeviceView.id(namespace, link);
                otherEnd(snapshot, namespace, link)
                        .filter(to -> from.compareTo(to) < 0)
                        .ifPresent(to -> wires.add(new Wire(from, to)));
            }
        }
        return wires;
    }

    private static Optional<String> otherEnd(Snapshot snapshot, Namespace here, Link link) {
        if (!link.kind().equals("veth") || link.peerIndex().isEmpty()) {
            return Optional.empty();
        }
        Optional<Namespace> there = link.peerNamespace().isEmpty()
                ? Optional.of(here)
                : snapshot.namespace(link.peerNamespace().getAsLong());
        return there.flatMap(namespace -> namespace
                .link(link.peerIndex().getAsInt())
                // Without its namespace a peer is known by number alone, so it must refer back.
                .filter(peer -> peer.peerIndex().isPresent() && peer.peerIndex().getAsInt() == link.index())
                .map(peer -> DeviceView.id(namespace, peer)));
    }
}
