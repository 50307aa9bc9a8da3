package org.patchbay.check.packet;

import java.util.Optional;
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

/**
 * Decides whether a device can pass frames. A veth needs both ends up; while its peer is down, its state is
 * LOWERLAYERDOWN and it sends nothing (veth(4), operstates.rst).
 */
public final class Carrier {
    private Carrier() {}

    /** The failure if it cannot pass frames. */
    public static Optional<Verdict.Failed> broken(
            Snapshot snapshot, Namespace namespace, Link link, DiagnosisBuilder builder) {
        DeviceName device = InNamespace.device(namespace, link.name());
        if (!link.up()) {
            return Optional.of(down("link.down", device, device, namespace, link, builder));
        }
        if (link.carrier()) {
            builder.sound(Layer.LINK);
            return Optional.empty();
        }
        Optional<Peer> peer = Peer.of(snapshot, namespace, link);
        if (peer.isPresent() && !peer.get().link().up()) {
            DeviceName far = peer.get().device();
            return Optional.of(builder.failed(
                    Layer.LINK,
                    far,
                    Message.of("link.peer-down", "device", device, "device2", far),
                    see(far),
                    ToolText.link(namespace, link),
                    ToolText.link(peer.get().namespace(), peer.get().link())));
        }
        return Optional.of(down("link.no-carrier", device, device, namespace, link, builder));
    }

    private static Verdict.Failed down(
            String key, DeviceName about, DeviceName device, Namespace namespace, Link link, DiagnosisBuilder builder) {
        return builder.failed(
                Layer.LINK, about, Message.of(key, "device", device), see(device), ToolText.link(namespace, link));
    }

    private static String see(DeviceName device) {
        return InNamespace.command(device.namespace(), "ip -br link");
    }
}
