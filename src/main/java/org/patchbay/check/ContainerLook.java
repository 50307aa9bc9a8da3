package org.patchbay.check;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.patchbay.observe.Container;
import org.patchbay.observe.Docker;
import org.patchbay.observe.Snapshot;

/** The first questions about a container: did Docker say anything, is it there, does it run. */
final class ContainerLook {
    private ContainerLook() {}

    /** Judges a container that runs. */
    static Verdict at(Snapshot snapshot, String name, Trail trail, Function<Container, Verdict> judge) {
        if (snapshot.docker().isEmpty()) {
            return new Verdict.Inconclusive(Message.of("unseen.docker"));
        }
        Optional<Container> found = named(snapshot.docker().get(), name);
        if (found.isEmpty()) {
            return failed(trail, name, Message.of("container.missing", "container", name));
        }
        Container container = found.get();
        return container.running()
                ? judge.apply(container)
                : failed(
                        trail,
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

    static Verdict.Failed failed(Trail trail, String about, Message sentence, Quote... quotes) {
        return trail.failed(Layer.CONTAINER, about, sentence, DockerText.CONTAINERS, quotes);
    }
}
