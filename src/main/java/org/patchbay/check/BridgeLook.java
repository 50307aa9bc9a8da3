package org.patchbay.check;

import java.util.Optional;
import org.patchbay.observe.Link;
import org.patchbay.observe.Namespace;
import org.patchbay.observe.Snapshot;

/** The first questions about a bridge: is it there, is it one, is a device its port, can that port pass frames. */
final class BridgeLook {
    private BridgeLook() {}

    /** Why there is no such bridge, if there is none. */
    static Optional<Verdict.Failed> missing(Namespace namespace, Device bridge, Trail trail) {
        Optional<Link> link = namespace.link(bridge.name());
        if (link.isEmpty()) {
            return Optional.of(DeviceLook.missing(bridge, trail));
        }
        if (!link.get().kind().equals("bridge")) {
            return Optional.of(LinkIs.otherKind(bridge, namespace, link.get(), "bridge", trail));
        }
        trail.sound(Layer.LINK);
        return Optional.empty();
    }

    /** Why a device is no port of a bridge that is there, if it is none. */
    static Optional<Verdict.Failed> notPort(Namespace namespace, Device device, Link link, Link bridge, Trail trail) {
        if (link.master().isPresent() && link.master().getAsInt() == bridge.index()) {
            return Optional.empty();
        }
        Optional<Link> other =
                link.master().isPresent() ? namespace.link(link.master().getAsInt()) : Optional.empty();
        return Optional.of(trail.failed(
                Layer.BRIDGE,
                device,
                Message.of(
                        other.isPresent() ? "bridge.other" : "bridge.no-port",
                        "device",
                        device,
                        "bridge",
                        bridge.name(),
                        "seen",
                        other.map(Link::name).orElse("-")),
                InNamespace.command(device.namespace(), "bridge link"),
                ToolText.link(namespace, link)));
    }

    /** What keeps frames from passing between a port and its bridge below the bridge's own rules. */
    static Optional<Verdict.Failed> unplugged(
            Snapshot snapshot, Namespace namespace, Device device, Link link, Link bridge, Trail trail) {
        if (!bridge.up()) {
            Device own = InNamespace.device(namespace, bridge.name());
            return Optional.of(trail.failed(
                    Layer.LINK,
                    own,
                    Message.of("bridge.down", "bridge", own),
                    InNamespace.command(device.namespace(), "ip -br link"),
                    ToolText.link(namespace, bridge)));
        }
        return Carrier.broken(snapshot, namespace, link, trail);
    }
}
