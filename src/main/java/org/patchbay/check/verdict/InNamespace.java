package org.patchbay.check.verdict;

import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;

/** Commands as they are typed at a shell of the namespace that the machine booted with. */
public final class InNamespace {
    private static final String UNSPEAKABLE = "?";
    private static final String NAMELESS = "net:[";

    private InNamespace() {}

    public static String command(String namespace, String command) {
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
    public static String name(Namespace namespace) {
        if (namespace.init()) {
            return Namespace.INIT;
        }
        return namespace.names().isEmpty()
                ? NAMELESS + namespace.inode() + "]"
                : namespace.names().getFirst();
    }

    /** A device that the kernel or a tool named, whatever it said. */
    public static DeviceName device(Namespace namespace, String name) {
        return DeviceName.of(name(namespace), name)
                .or(() -> DeviceName.of(name(namespace), UNSPEAKABLE))
                .orElseGet(() -> new DeviceName(Namespace.INIT, UNSPEAKABLE));
    }
}
