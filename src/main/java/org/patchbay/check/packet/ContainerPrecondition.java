package org.patchbay.check.packet;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.DockerText;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Container;
import org.patchbay.observe.kernel.Docker;
import org.patchbay.observe.kernel.Snapshot;

/** Checks that Docker reported, and that a container exists and runs. */
public final class ContainerPrecondition {
    private ContainerPrecondition() {}

    /** Judges a running container. */
    public static Verdict at(
            Snapshot snapshot, String name, DiagnosisBuilder builder, Function<Container, Verdict> judge) {
        if (snapshot.docker().isEmpty()) {
            return new Verdict.Inconclusive(Message.of("unseen.docker"));
        }
        Optional<Container> found = named(snapshot.docker().get(), name);
        if (found.isEmpty()) {
            return failed(builder, name, Message.of("container.missing", "container", name));
        }
        Container container = found.get();
        return container.running()
                ? judge.apply(container)
                : failed(
                        builder,
                        name,
                        Message.of("container.state", "container", name, "seen", container.state()),
                        DockerText.container(container));
    }

    private static Optional<Container> named(Docker docker, String name) {
        List<Container> containers = docker.containers();
        return containers.stream()
                .filter(container -> container.name().equals(name))
                .findFirst();
    }

    public static Verdict.Failed failed(DiagnosisBuilder builder, String about, Message sentence, Quote... quotes) {
        return builder.failed(Layer.CONTAINER, about, sentence, DockerText.CONTAINERS, quotes);
    }
}
