package org.patchbay.check.packet;

import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;

/** The other end of a veth, with its namespace. */
public record Peer(Namespace namespace, Link link) {
    /** The peer; empty if the device has none, or it was not observed. */
    public static Optional<Peer> of(Snapshot snapshot, Namespace namespace, Link link) {
        if (!link.kind().equals("veth") || link.peerIndex().isEmpty()) {
            return Optional.empty();
        }
        return snapshot.namespace(link.peerNamespace().orElse(namespace.inode()))
                .flatMap(there -> there.link(link.peerIndex().getAsInt()).map(peer -> new Peer(there, peer)));
    }

    /** Whether a veth's other end is in a namespace that looks don't show, such as that of process 1. */
    static boolean hidden(Namespace namespace, Link link) {
        return link.kind().equals("veth")
                && link.peerIndex().isPresent()
                && link.peerNamespace().isEmpty()
                && namespace
                        .link(link.peerIndex().getAsInt())
                        .filter(other -> other.peerIndex().equals(OptionalInt.of(link.index())))
                        .isEmpty();
    }

    public DeviceName device() {
        return InNamespace.device(namespace, link.name());
    }
}
