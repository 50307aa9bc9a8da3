package org.patchbay.observe.kernel;

import java.util.List;
import java.util.Optional;

/**
 * The state of a sandbox's kernel and Docker daemon at one moment. Immutable.
 *
 * @param takenAt seconds since the epoch by the sandbox's clock
 * @param namespaces all network namespaces, the init namespace first; a running container's has {@code container:NAME}
 *     among its names
 * @param docker empty if no daemon runs or it did not answer
 */
public record Snapshot(double takenAt, List<Namespace> namespaces, Optional<Docker> docker) {
    /** Prefix of the name of a container's namespace. */
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

    /** The namespace of this name: {@link Namespace#INIT}, a name of {@code ip netns}, or {@code container:NAME}. */
    public Optional<Namespace> namespace(String name) {
        return namespaces.stream()
                .filter(n -> n.names().contains(name) || n.init() && name.equals(Namespace.INIT))
                .findFirst();
    }
}
