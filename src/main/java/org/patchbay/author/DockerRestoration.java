package org.patchbay.author;

import java.util.List;
import java.util.Optional;
import org.patchbay.observe.kernel.Container;
import org.patchbay.observe.kernel.ContainerNetwork;
import org.patchbay.observe.kernel.Docker;
import org.patchbay.observe.kernel.Snapshot;

/** What takes back containers, networks and connections to networks that have come between two looks. */
final class DockerRestoration {
    private DockerRestoration() {}

    /** Empty text where there is nothing to take back; none where something has gone or has become another. */
    static Optional<String> script(Snapshot before, Snapshot now) {
        if (before.docker().isEmpty() && now.docker().isEmpty()) {
            return Optional.of("");
        }
        if (before.docker().isEmpty() || now.docker().isEmpty()) {
            return Optional.empty();
        }
        Docker was = before.docker().get();
        Docker there = now.docker().get();
        boolean gone = !there.networks().containsAll(was.networks())
                || was.containers().stream()
                        .anyMatch(old ->
                                find(there, old).filter(one -> same(old, one)).isEmpty());
        if (gone) {
            return Optional.empty();
        }
        StringBuilder script = new StringBuilder();
        for (Container one : there.containers()) {
            Optional<Container> old = find(was, one);
            if (old.isEmpty()) {
                script.append("docker rm -f ").append(one.id()).append(" || true\n");
                continue;
            }
            networks(one).stream()
                    .filter(network -> !networks(old.get()).contains(network))
                    .forEach(network -> script.append("docker network disconnect ")
                            .append(network)
                            .append(' ')
                            .append(one.id())
                            .append(" || true\n"));
        }
        for (ContainerNetwork network : there.networks()) {
            if (!was.networks().contains(network)) {
                script.append("docker network rm ").append(network.id()).append(" || true\n");
            }
        }
        return Optional.of(script.toString());
    }

    private static Optional<Container> find(Docker docker, Container like) {
        return docker.containers().stream()
                .filter(one -> one.id().equals(like.id()))
                .findFirst();
    }

    /** But for networks that it was connected to. */
    private static boolean same(Container old, Container one) {
        return old.name().equals(one.name())
                && old.state().equals(one.state())
                && old.pid() == one.pid()
                && old.ports().equals(one.ports())
                && one.attachments().containsAll(old.attachments());
    }

    private static List<String> networks(Container container) {
        return container.attachments().stream()
                .map(Container.Attachment::network)
                .toList();
    }
}
