package org.patchbay.check;

import java.util.Optional;
import org.patchbay.observe.Link;
import org.patchbay.observe.Namespace;

/** Whether a namespace would ask for anything on a device at all: only with an IPv4 address of its own there. */
final class OnLink {
    private OnLink() {}

    /** What keeps it from asking, if anything does. */
    static Optional<Verdict.Failed> broken(Namespace namespace, Device device, Trail trail) {
        if (namespace.addresses(device.name()).stream().noneMatch(own -> own.family() == 4)) {
            Optional<Link> link = namespace.link(device.name());
            Quote[] quotes = link.map(found -> new Quote[] {ToolText.addresses(namespace, found)})
                    .orElse(new Quote[0]);
            return Optional.of(trail.failed(
                    Layer.ADDRESS,
                    device,
                    Message.of("address.none", "device", device),
                    InNamespace.command(device.namespace(), "ip -br address"),
                    quotes));
        }
        trail.sound(Layer.ADDRESS);
        return Optional.empty();
    }
}
