package org.patchbay.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.check.packet.ContainerPrecondition;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.DockerText;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Container;
import org.patchbay.observe.kernel.Snapshot;

/**
 * Assertion {@code container}: a container runs with the given properties.
 *
 * @param name without a slash
 * @param image as for {@code docker run}: {@code busybox} and {@code docker.io/library/busybox:latest} are the same
 * @param network one of its networks
 * @param publishes a published port
 */
@Key("container")
public record ContainerIs(
        String name, Optional<String> image, Optional<String> network, Optional<Publication> publishes)
        implements Assertion {
    public ContainerIs {
        if (name.isEmpty() || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("'" + name + "' is not a container's name");
        }
    }

    @Override
    public Set<EvidenceRequest> needs() {
        return EvidenceRequest.SNAPSHOT;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        DiagnosisBuilder builder = new DiagnosisBuilder();
        return evidence.snapshot()
                .map(snapshot -> ContainerPrecondition.at(
                        snapshot, name, builder, container -> judge(snapshot, container, builder)))
                .orElseGet(() -> new Verdict.Inconclusive(Message.of("unseen.kernel")));
    }

    private Verdict judge(Snapshot snapshot, Container container, DiagnosisBuilder builder) {
        if (image.isPresent() && !fullName(image.get()).equals(fullName(container.image()))) {
            return unlike(builder, container, "container.image", image.get(), container.image());
        }
        List<String> networks = container.attachments().stream()
                .map(Container.Attachment::network)
                .toList();
        if (network.isPresent() && !networks.contains(network.get())) {
            return unlike(
                    builder,
                    container,
                    networks.isEmpty() ? "container.no-network" : "container.network",
                    network.get(),
                    String.join(", ", networks));
        }
        return publishes
                .filter(wanted -> container.ports().stream().noneMatch(wanted::matches))
                .<Verdict>map(wanted -> unpublished(builder, snapshot, container, wanted))
                .orElseGet(() -> builder.saw(DockerText.container(container)).passed());
    }

    private Verdict.Failed unpublished(
            DiagnosisBuilder builder, Snapshot snapshot, Container container, Publication wanted) {
        List<String> toSamePort = container.ports().stream()
                .filter(port -> port.containerPort() == wanted.containerPort())
                .map(DockerText::port)
                .toList();
        if (!toSamePort.isEmpty()) {
            return unlike(
                    builder, container, "container.published-otherwise", wanted.toString(), toSamePort.getFirst());
        }
        Optional<Container> holder = snapshot.docker().orElseThrow().containers().stream()
                .filter(other -> other.running()
                        && other.ports().stream().anyMatch(port -> port.hostPort() == wanted.hostPort()))
                .findFirst();
        if (holder.isPresent() && !holder.get().name().equals(name)) {
            return ContainerPrecondition.failed(
                    builder,
                    name,
                    Message.of(
                            "container.port-taken",
                            "container",
                            name,
                            "port",
                            wanted.hostPort(),
                            "seen",
                            holder.get().name()),
                    DockerText.container(holder.get()),
                    DockerText.container(container));
        }
        return unlike(
                builder,
                container,
                container.ports().isEmpty() ? "container.unpublished" : "container.published-otherwise",
                wanted.toString(),
                container.ports().isEmpty()
                        ? ""
                        : DockerText.port(container.ports().getFirst()));
    }

    private Verdict.Failed unlike(
            DiagnosisBuilder builder, Container container, String key, String wanted, String seen) {
        return ContainerPrecondition.failed(
                builder,
                name,
                Message.of(key, "container", name, "wanted", wanted, "seen", seen),
                DockerText.container(container));
    }

    /** The image's name with registry and tag, as Docker completes it. */
    private static String fullName(String image) {
        String name = image.startsWith("docker.io/") ? image.substring("docker.io/".length()) : image;
        name = name.startsWith("library/") ? name.substring("library/".length()) : name;
        return name.indexOf(':', name.lastIndexOf('/') + 1) < 0 && name.indexOf('@') < 0 ? name + ":latest" : name;
    }

    @Override
    public Verdict judgeNegated(Evidence evidence) {
        return Negation.of(
                judge(evidence),
                Layer.CONTAINER,
                name,
                Message.of("container.still-so", "container", name),
                DockerText.CONTAINERS);
    }
}
