package org.patchbay.check.packet;

import java.util.Optional;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.ToolText;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;

/** Decides whether a namespace would send ARP requests on a device: only with an IPv4 address of its own there. */
public final class OnLink {
    private OnLink() {}

    /** The failure if it would not. */
    public static Optional<Verdict.Failed> broken(Namespace namespace, DeviceName device, DiagnosisBuilder builder) {
        if (namespace.addresses(device.name()).stream().noneMatch(own -> own.family() == 4)) {
            Optional<Link> link = namespace.link(device.name());
            Quote[] quotes = link.map(found -> new Quote[] {ToolText.addresses(namespace, found)})
                    .orElse(new Quote[0]);
            return Optional.of(builder.failed(
                    Layer.ADDRESS,
                    device,
                    Message.of("address.none", "device", device),
                    InNamespace.command(device.namespace(), "ip -br address"),
                    quotes));
        }
        builder.sound(Layer.ADDRESS);
        return Optional.empty();
    }
}
