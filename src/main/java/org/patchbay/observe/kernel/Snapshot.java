package org.patchbay.observe.kernel;

import java.util.List;
import java.util.Optional;

/**
 * What a sandbox's kernel said at one moment: every network namespace; and what Docker's daemon said. Immutable.
 *
 * @param takenAt seconds since the epoch by the sandbox's clock
 * @param namespaces the init namespace first; a running container's has {@code container:NAME} among its names
 * @param docker empty when no daemon runs or it could not tell
 */
public record Snapshot(double takenAt, List<Namespace> namespaces, Optional<Docker> docker) {
    /** What a container's namespace is called: this and the container's name. */
    public static final String OF_CONTAINER = "container:";

    public Snapshot {
        List<Container> containers = docker.map(Docker::containers).orElse(List.of());
        namespaces = namespaces.stream()
                .map(namespace -> namespace.named(containers.stream()
                        .filter(container -> container.namespace() == namespace.inode())
                        .map(container -> OF_CONTAINER + container.name())
                        .toList()))
                .toList();
    }

    /** The namespace with this inode number. */
    public Optional<Namespace> namespace(long inode) {
        return namespaces.stream().filter(n -> n.inode() == inode).findFirst();
    }

    /** The init namespace, or the one that {@code ip netns} calls by this name, or {@code container:NAME}. */
    public Optional<Namespace> namespace(String name) {
        return namespaces.stream()
                .filter(n -> n.names().contains(name) || n.init() && name.equals(Namespace.INIT))
                .findFirst();
    }
}
