package org.patchbay.check;

import java.util.Optional;
import org.patchbay.observe.Link;
import org.patchbay.observe.Namespace;
import org.patchbay.observe.Snapshot;

/**
 * Whether a device can pass frames. A veth needs both of its ends up: while its peer is down its state is
 * LOWERLAYERDOWN, and nothing that is sent into it leaves (veth(4), operstates.rst).
 */
final class Carrier {
    private Carrier() {}

    /** What keeps it from passing frames, if anything does. */
    static Optional<Verdict.Failed> broken(Snapshot snapshot, Namespace namespace, Link link, Trail trail) {
        Device device = InNamespace.device(namespace, link.name());
        if (!link.up()) {
            return Optional.of(down("link.down", device, device, namespace, link, trail));
        }
        if (link.carrier()) {
            trail.sound(Layer.LINK);
            return Optional.empty();
        }
        Optional<Peer> peer = Peer.of(snapshot, namespace, link);
        if (peer.isPresent() && !peer.get().link().up()) {
            Device far = peer.get().device();
            return Optional.of(trail.failed(
                    Layer.LINK,
                    far,
                    Message.of("link.peer-down", "device", device, "device2", far),
                    see(far),
                    ToolText.link(namespace, link),
                    ToolText.link(peer.get().namespace(), peer.get().link())));
        }
        return Optional.of(down("link.no-carrier", device, device, namespace, link, trail));
    }

    private static Verdict.Failed down(
            String key, Device about, Device device, Namespace namespace, Link link, Trail trail) {
        return trail.failed(
                Layer.LINK, about, Message.of(key, "device", device), see(device), ToolText.link(namespace, link));
    }

    private static String see(Device device) {
        return InNamespace.command(device.namespace(), "ip -br link");
    }
}
