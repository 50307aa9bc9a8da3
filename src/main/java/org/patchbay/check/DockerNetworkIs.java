package org.patchbay.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.observe.ContainerNetwork;
import org.patchbay.observe.Docker;

/**
 * A network of Docker exists, and is so: {@code docker-network}.
 *
 * @param driver such as {@code bridge}
 * @param subnet such as {@code 172.20.0.0/16}
 */
public record DockerNetworkIs(String name, Optional<String> driver, Optional<String> subnet) implements Assertion {
    public DockerNetworkIs {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a network has a name");
        }
        subnet.ifPresent(text -> {
            if (text.indexOf('/') < 0 || Prefix.parse(text).isEmpty()) {
                throw new IllegalArgumentException("'" + text + "' is no subnet such as 172.20.0.0/16");
            }
        });
    }

    @Override
    public Set<EvidenceRequest> needs() {
        return EvidenceRequest.SNAPSHOT;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        if (evidence.snapshot().isEmpty()) {
            return new Verdict.Inconclusive(Message.of("unseen.kernel"));
        }
        return evidence.snapshot()
                .get()
                .docker()
                .map(this::judge)
                .orElseGet(() -> new Verdict.Inconclusive(Message.of("unseen.docker")));
    }

    private Verdict judge(Docker docker) {
        Trail trail = new Trail();
        Optional<ContainerNetwork> found = docker.networks().stream()
                .filter(network -> network.name().equals(name))
                .findFirst();
        if (found.isEmpty()) {
            return sameSubnet(docker.networks(), trail).orElseGet(() -> failed(trail, "network.missing", "", ""));
        }
        ContainerNetwork network = found.get();
        if (driver.isPresent() && !driver.get().equals(network.driver())) {
            return failed(trail, "network.driver", driver.get(), network.driver(), DockerText.network(network));
        }
        Quote subnets = new Quote(DockerText.subnets(name), network.subnet());
        if (subnet.isPresent() && !Meaning.samePrefix(subnet.get(), network.subnet())) {
            return failed(
                    trail,
                    "network.subnet",
                    subnet.get(),
                    network.subnet().isEmpty() ? "-" : network.subnet(),
                    subnets);
        }
        trail.saw(DockerText.network(network));
        return subnet.isPresent() ? trail.saw(subnets).passed() : trail.passed();
    }

    /** Another network has the subnet: it was made, and called otherwise. */
    private Optional<Verdict> sameSubnet(List<ContainerNetwork> networks, Trail trail) {
        return networks.stream()
                .filter(other -> subnet.filter(wanted -> Meaning.samePrefix(wanted, other.subnet()))
                        .isPresent())
                .findFirst()
                .map(other -> failed(
                        trail,
                        "network.other-name",
                        subnet.orElse(""),
                        other.name(),
                        new Quote(DockerText.subnets(other.name()), other.subnet())));
    }

    private Verdict.Failed failed(Trail trail, String key, String wanted, String seen, Quote... quotes) {
        String see =
                subnet.isPresent() && key.equals("network.subnet") ? DockerText.subnets(name) : DockerText.NETWORKS;
        return trail.failed(
                Layer.CONTAINER, name, Message.of(key, "network", name, "wanted", wanted, "seen", seen), see, quotes);
    }

    @Override
    public Verdict refute(Evidence evidence) {
        return Contrary.of(
                judge(evidence),
                Layer.CONTAINER,
                name,
                Message.of("network.still-so", "network", name),
                DockerText.NETWORKS);
    }
}
