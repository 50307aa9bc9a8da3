package org.patchbay.check;

import java.util.Optional;
import org.patchbay.check.packet.Carrier;
import org.patchbay.check.packet.DevicePrecondition;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.ToolText;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;

/** Checks that a bridge exists and is one, that a device is its port, and that the port can pass frames. */
final class BridgePrecondition {
    private BridgePrecondition() {}

    /** The failure if the bridge does not exist or the device is no bridge. */
    static Optional<Verdict.Failed> missing(Namespace namespace, DeviceName bridge, DiagnosisBuilder builder) {
        Optional<Link> link = namespace.link(bridge.name());
        if (link.isEmpty()) {
            return Optional.of(DevicePrecondition.missing(bridge, builder));
        }
        if (!link.get().kind().equals("bridge")) {
            return Optional.of(LinkIs.otherKind(bridge, namespace, link.get(), "bridge", builder));
        }
        builder.sound(Layer.LINK);
        return Optional.empty();
    }

    /** The failure if a device is no port of an existing bridge. */
    static Optional<Verdict.Failed> notPort(
            Namespace namespace, DeviceName device, Link link, Link bridge, DiagnosisBuilder builder) {
        if (link.master().isPresent() && link.master().getAsInt() == bridge.index()) {
            return Optional.empty();
        }
        Optional<Link> other =
                link.master().isPresent() ? namespace.link(link.master().getAsInt()) : Optional.empty();
        return Optional.of(builder.failed(
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

    /** The failure if frames cannot pass between a port and its bridge, whatever the bridge's rules are. */
    static Optional<Verdict.Failed> unplugged(
            Snapshot snapshot,
            Namespace namespace,
            DeviceName device,
            Link link,
            Link bridge,
            DiagnosisBuilder builder) {
        if (!bridge.up()) {
            DeviceName own = InNamespace.device(namespace, bridge.name());
            return Optional.of(builder.failed(
                    Layer.LINK,
                    own,
                    Message.of("bridge.down", "bridge", own),
                    InNamespace.command(device.namespace(), "ip -br link"),
                    ToolText.link(namespace, bridge)));
        }
        return Carrier.broken(snapshot, namespace, link, builder);
    }
}
