package org.patchbay.observe;

import java.util.List;
import java.util.Optional;

/**
 * What a sandbox's kernel said at one moment: every network namespace; and what Docker's daemon said. Immutable.
 *
 * @param takenAt seconds since the epoch by the sandbox's clock
 * @param namespaces the init namespace first
 * @param docker empty when no daemon runs or it could not tell
 */
public record Snapshot(double takenAt, List<Namespace> namespaces, Optional<Docker> docker) {
    public Snapshot {
        namespaces = List.copyOf(namespaces);
    }

    /** The namespace with this inode number. */
    public Optional<Namespace> namespace(long inode) {
        return namespaces.stream().filter(n -> n.inode() == inode).findFirst();
    }

    /** The init namespace, or the one that {@code ip netns} calls by this name. */
    public Optional<Namespace> namespace(String name) {
        return namespaces.stream()
                .filter(n -> n.init() ? name.equals(Namespace.INIT) : n.names().contains(name))
                .findFirst();
    }
}
