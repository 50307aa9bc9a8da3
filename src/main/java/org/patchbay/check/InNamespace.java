package org.patchbay.check;

import org.patchbay.observe.Namespace;
import org.patchbay.observe.Snapshot;

/** Commands as they are typed at a shell of the namespace that the machine booted with. */
final class InNamespace {
    private static final String UNSPEAKABLE = "?";
    private static final String NAMELESS = "net:[";

    private InNamespace() {}

    static String command(String namespace, String command) {
        if (namespace.equals(Namespace.INIT)) {
            return command;
        }
        if (namespace.startsWith(NAMELESS)) {
            return "lsns -t net";
        }
        return namespace.startsWith(Snapshot.OF_CONTAINER)
                ? "nsenter -n -t $(docker inspect -f '{{.State.Pid}}' "
                        + namespace.substring(Snapshot.OF_CONTAINER.length()) + ") " + command
                : "ip netns exec " + namespace + " " + command;
    }

    /** What lessons call it; a nameless one goes by its number. */
    static String name(Namespace namespace) {
        if (namespace.init()) {
            return Namespace.INIT;
        }
        return namespace.names().isEmpty()
                ? NAMELESS + namespace.inode() + "]"
                : namespace.names().getFirst();
    }

    /** A device that the kernel or a tool named, whatever it said. */
    static Device device(Namespace namespace, String name) {
        return Device.of(name(namespace), name)
                .or(() -> Device.of(name(namespace), UNSPEAKABLE))
                .orElseGet(() -> new Device(Namespace.INIT, UNSPEAKABLE));
    }
}
