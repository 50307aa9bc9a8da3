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
            return link.isPresent()
                    ? judge.judge(snapshot, namespace, link.get(), trail)
                    : missing(snapshot, device, trail);
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
                .map(namespace -> judge.judge(snapshot, namespace, trail))
                .orElseGet(() -> noNamespace(snapshot, name, trail));
    }

    private static Verdict noNamespace(Snapshot snapshot, String name, Trail trail) {
        return name.startsWith(Snapshot.OF_CONTAINER)
                ? ContainerLook.at(
                        snapshot,
                        name.substring(Snapshot.OF_CONTAINER.length()),
                        trail,
                        _ -> new Verdict.Inconclusive(Message.of("unseen.namespace", "namespace", name)))
                : trail.failed(Layer.LINK, name, Message.of("namespace.missing", "namespace", name), "ip netns list");
    }

    /** A device is missing here; it may be elsewhere, as one is that was not moved yet. */
    private static Verdict.Failed missing(Snapshot snapshot, Device device, Trail trail) {
        return snapshot.namespaces().stream()
                .flatMap(namespace -> namespace.link(device.name()).stream()
                        .filter(link -> !link.kind().equals("loopback"))
                        .map(link -> elsewhere(device, namespace, link, trail)))
                .findFirst()
                .orElseGet(() -> missing(device, trail));
    }

    private static Verdict.Failed elsewhere(Device device, Namespace namespace, Link link, Trail trail) {
        Device other = InNamespace.device(namespace, link.name());
        return trail.failed(
                Layer.LINK,
                device,
                Message.of("link.elsewhere", "device", device, "device2", other),
                InNamespace.command(device.namespace(), "ip -br link"),
                ToolText.link(namespace, link));
    }

    static Verdict.Failed missing(Device device, Trail trail) {
        return trail.failed(
                Layer.LINK,
                device,
                Message.of("link.missing", "device", device),
                InNamespace.command(device.namespace(), "ip -br link"));
    }
}
