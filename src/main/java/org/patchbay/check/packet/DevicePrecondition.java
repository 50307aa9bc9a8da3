package org.patchbay.check.packet;

import java.util.Optional;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.ToolText;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;

/** Checks that the kernel's state is known, and that namespace and device exist. */
public final class DevicePrecondition {
    /** Judges an existing device. */
    public interface Judge {
        Verdict judge(Snapshot snapshot, Namespace namespace, Link link, DiagnosisBuilder builder);
    }

    private DevicePrecondition() {}

    public static Verdict at(Evidence evidence, DeviceName device, Judge judge) {
        return inNamespace(evidence, device.namespace(), (snapshot, namespace, builder) -> {
            Optional<Link> link = namespace.link(device.name());
            return link.isPresent()
                    ? judge.judge(snapshot, namespace, link.get(), builder)
                    : missing(snapshot, device, builder);
        });
    }

    /** Judges an existing namespace. */
    public interface NamespaceJudge {
        Verdict judge(Snapshot snapshot, Namespace namespace, DiagnosisBuilder builder);
    }

    public static Verdict inNamespace(Evidence evidence, String name, NamespaceJudge judge) {
        if (evidence.snapshot().isEmpty()) {
            return new Verdict.Inconclusive(Message.of("unseen.kernel"));
        }
        Snapshot snapshot = evidence.snapshot().get();
        DiagnosisBuilder builder = new DiagnosisBuilder();
        return snapshot.namespace(name)
                .map(namespace -> judge.judge(snapshot, namespace, builder))
                .orElseGet(() -> noNamespace(snapshot, name, builder));
    }

    private static Verdict noNamespace(Snapshot snapshot, String name, DiagnosisBuilder builder) {
        return name.startsWith(Snapshot.OF_CONTAINER)
                ? ContainerPrecondition.at(
                        snapshot,
                        name.substring(Snapshot.OF_CONTAINER.length()),
                        builder,
                        _ -> new Verdict.Inconclusive(Message.of("unseen.namespace", "namespace", name)))
                : builder.failed(Layer.LINK, name, Message.of("namespace.missing", "namespace", name), "ip netns list");
    }

    /** The failure for a missing device; names another namespace that has it, if it was not moved yet. */
    public static Verdict.Failed missing(Snapshot snapshot, DeviceName device, DiagnosisBuilder builder) {
        return snapshot.namespace(device.namespace())
                .flatMap(namespace -> renamed(device, namespace, builder))
                .orElseGet(() -> absent(snapshot, device, builder));
    }

    /** The failure where a device has this name only as an alternative name. */
    private static Optional<Verdict.Failed> renamed(DeviceName device, Namespace namespace, DiagnosisBuilder builder) {
        return namespace.links().stream()
                .filter(link -> link.altNames().contains(device.name()))
                .findFirst()
                .map(link -> builder.failed(
                        Layer.LINK,
                        device,
                        Message.of(
                                "link.altname",
                                "device",
                                device,
                                "device2",
                                InNamespace.device(namespace, link.name()),
                                "seen",
                                device.name()),
                        InNamespace.command(device.namespace(), "ip link show " + link.name()),
                        ToolText.altNames(namespace, link)));
    }

    private static Verdict.Failed absent(Snapshot snapshot, DeviceName device, DiagnosisBuilder builder) {
        return snapshot.namespaces().stream()
                .flatMap(namespace -> namespace.link(device.name()).stream()
                        .filter(link -> !link.kind().equals("loopback"))
                        .map(link -> elsewhere(device, namespace, link, builder)))
                .findFirst()
                .or(() -> hidden(snapshot, device, builder))
                .orElseGet(() -> missing(device, builder));
    }

    /** The failure for the end of a pair that was moved into the namespace of process 1, which is the agent's. */
    private static Optional<Verdict.Failed> hidden(Snapshot snapshot, DeviceName device, DiagnosisBuilder builder) {
        return snapshot.namespaces().stream()
                .flatMap(namespace -> namespace.links().stream()
                        .filter(link -> Peer.hidden(namespace, link))
                        .map(link -> builder.failed(
                                Layer.LINK,
                                device,
                                Message.of(
                                        "link.hidden",
                                        "device",
                                        device,
                                        "device2",
                                        InNamespace.device(namespace, link.name()),
                                        "seen",
                                        device.name()),
                                "nsenter -t 1 -n ip -br link",
                                ToolText.link(namespace, link))))
                .findFirst();
    }

    private static Verdict.Failed elsewhere(
            DeviceName device, Namespace namespace, Link link, DiagnosisBuilder builder) {
        DeviceName other = InNamespace.device(namespace, link.name());
        return builder.failed(
                Layer.LINK,
                device,
                Message.of("link.elsewhere", "device", device, "device2", other),
                InNamespace.command(device.namespace(), "ip -br link"),
                ToolText.link(namespace, link));
    }

    public static Verdict.Failed missing(DeviceName device, DiagnosisBuilder builder) {
        return builder.failed(
                Layer.LINK,
                device,
                Message.of("link.missing", "device", device),
                InNamespace.command(device.namespace(), "ip -br link"));
    }
}
