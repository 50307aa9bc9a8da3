package org.patchbay.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.check.rules.RuleNormalizer;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.DockerText;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Prefix;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.ContainerNetwork;
import org.patchbay.observe.kernel.Docker;

/**
 * Assertion {@code docker-network}: a Docker network exists with the given properties.
 *
 * @param driver such as {@code bridge}
 * @param subnet such as {@code 172.20.0.0/16}
 */
@Key("docker-network")
public record DockerNetworkIs(String name, Optional<String> driver, Optional<String> subnet) implements Assertion {
    public DockerNetworkIs {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a network has a name");
        }
        subnet.ifPresent(text -> {
            if (text.indexOf('/') < 0 || Prefix.parse(text).isEmpty()) {
                throw new IllegalArgumentException("'" + text + "' is not a subnet such as 172.20.0.0/16");
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
        DiagnosisBuilder builder = new DiagnosisBuilder();
        Optional<ContainerNetwork> found = docker.networks().stream()
                .filter(network -> network.name().equals(name))
                .findFirst();
        if (found.isEmpty()) {
            return sameSubnet(docker.networks(), builder).orElseGet(() -> failed(builder, "network.missing", "", ""));
        }
        ContainerNetwork network = found.get();
        if (driver.isPresent() && !driver.get().equals(network.driver())) {
            return failed(builder, "network.driver", driver.get(), network.driver(), DockerText.network(network));
        }
        Quote subnets = new Quote(DockerText.subnets(name), network.subnet());
        if (subnet.isPresent() && !RuleNormalizer.samePrefix(subnet.get(), network.subnet())) {
            return failed(
                    builder,
                    "network.subnet",
                    subnet.get(),
                    network.subnet().isEmpty() ? "-" : network.subnet(),
                    subnets);
        }
        builder.saw(DockerText.network(network));
        return subnet.isPresent() ? builder.saw(subnets).passed() : builder.passed();
    }

    /** The failure if the network was created under another name: one has the wanted subnet. */
    private Optional<Verdict> sameSubnet(List<ContainerNetwork> networks, DiagnosisBuilder builder) {
        return networks.stream()
                .filter(other -> subnet.filter(wanted -> RuleNormalizer.samePrefix(wanted, other.subnet()))
                        .isPresent())
                .findFirst()
                .map(other -> failed(
                        builder,
                        "network.other-name",
                        subnet.orElse(""),
                        other.name(),
                        new Quote(DockerText.subnets(other.name()), other.subnet())));
    }

    private Verdict.Failed failed(DiagnosisBuilder builder, String key, String wanted, String seen, Quote... quotes) {
        String see =
                subnet.isPresent() && key.equals("network.subnet") ? DockerText.subnets(name) : DockerText.NETWORKS;
        return builder.failed(
                Layer.CONTAINER, name, Message.of(key, "network", name, "wanted", wanted, "seen", seen), see, quotes);
    }

    @Override
    public Verdict judgeNegated(Evidence evidence) {
        return Negation.of(
                judge(evidence),
                Layer.CONTAINER,
                name,
                Message.of("network.still-so", "network", name),
                DockerText.NETWORKS);
    }
}
