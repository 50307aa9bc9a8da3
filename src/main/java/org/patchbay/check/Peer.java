package org.patchbay.check;

import java.util.Optional;
import org.patchbay.observe.Link;
import org.patchbay.observe.Namespace;
import org.patchbay.observe.Snapshot;

/** The other end of a veth, and where it is. */
record Peer(Namespace namespace, Link link) {
    /** Empty for what has no peer, or whose peer was not seen. */
    static Optional<Peer> of(Snapshot snapshot, Namespace namespace, Link link) {
        if (!link.kind().equals("veth") || link.peerIndex().isEmpty()) {
            return Optional.empty();
        }
        return snapshot.namespace(link.peerNamespace().orElse(namespace.inode()))
                .flatMap(there -> there.link(link.peerIndex().getAsInt()).map(peer -> new Peer(there, peer)));
    }

    Device device() {
        return InNamespace.device(namespace, link.name());
    }
}
