package org.patchbay.check.verdict;

import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;

/** Builds commands to be typed in a shell of the namespace that the machine booted with. */
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

    /** The namespace's name in lessons; its number if it has none. */
    public static String name(Namespace namespace) {
        if (namespace.init()) {
            return Namespace.INIT;
        }
        return namespace.names().isEmpty()
                ? NAMELESS + namespace.inode() + "]"
                : namespace.names().getFirst();
    }

    /** A device by the name that the kernel or a tool reported, without validation. */
    public static DeviceName device(Namespace namespace, String name) {
        return DeviceName.of(name(namespace), name)
                .or(() -> DeviceName.of(name(namespace), UNSPEAKABLE))
                .orElseGet(() -> new DeviceName(Namespace.INIT, UNSPEAKABLE));
    }
}
