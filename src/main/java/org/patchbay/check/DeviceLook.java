package org.patchbay.check;

import java.util.Optional;
import org.patchbay.observe.Link;
import org.patchbay.observe.Namespace;
import org.patchbay.observe.Snapshot;

/** The first questions about any device: was the kernel seen, is the namespace there, is the device in it. */
final class DeviceLook {
    /** Judges a device that exists. */
    interface Judge {
        Verdict judge(Snapshot snapshot, Namespace namespace, Link link, Trail trail);
    }

    private DeviceLook() {}

    static Verdict at(Evidence evidence, Device device, Judge judge) {
        return inNamespace(evidence, device.namespace(), (snapshot, namespace, trail) -> {
            Optional<Link> link = namespace.link(device.name());
            return link.isPresent() ? judge.judge(snapshot, namespace, link.get(), trail) : missing(device, trail);
        });
    }

    /** Judges a namespace that exists. */
    interface NamespaceJudge {
        Verdict judge(Snapshot snapshot, Namespace namespace, Trail trail);
    }

    static Verdict inNamespace(Evidence evidence, String name, NamespaceJudge judge) {
        if (evidence.snapshot().isEmpty()) {
            return new Verdict.Inconclusive(Message.of("unseen.kernel"));
        }
        Snapshot snapshot = evidence.snapshot().get();
        Trail trail = new Trail();
        return snapshot.namespace(name)
                .<Verdict>map(namespace -> judge.judge(snapshot, namespace, trail))
                .orElseGet(() -> trail.failed(
                        Layer.LINK, name, Message.of("namespace.missing", "namespace", name), "ip netns list"));
    }

    static Verdict.Failed missing(Device device, Trail trail) {
        return trail.failed(
                Layer.LINK,
                device,
                Message.of("link.missing", "device", device),
                InNamespace.command(device.namespace(), "ip -br link"));
    }
}
