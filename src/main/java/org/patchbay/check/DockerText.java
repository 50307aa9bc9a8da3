package org.patchbay.check;

import java.util.stream.Collectors;
import org.patchbay.observe.Container;
import org.patchbay.observe.Container.PublishedPort;
import org.patchbay.observe.ContainerNetwork;

/** Says what Docker's daemon said in the words of docker(1), in formats that need nothing that was not observed. */
final class DockerText {
    /** Lists all containers, those that don't run too. */
    static final String CONTAINERS =
            "docker ps -a --format '{{.Names}} {{.Image}} {{.State}} {{.Networks}} {{.Ports}}'";

    /** Lists the networks. */
    static final String NETWORKS = "docker network ls --format '{{.Name}} {{.Driver}}'";

    private DockerText() {}

    /** A line of {@link #CONTAINERS}. */
    static Quote container(Container container) {
        String networks = container.attachments().stream()
                .map(Container.Attachment::network)
                .collect(Collectors.joining(","));
        String ports = container.ports().stream().map(DockerText::port).collect(Collectors.joining(", "));
        String line =
                container.name() + " " + container.image() + " " + container.state() + " " + networks + " " + ports;
        return new Quote(CONTAINERS, line.stripTrailing());
    }

    /** {@code 0.0.0.0:8080->80/tcp}. */
    static String port(PublishedPort port) {
        return port.hostAddress() + ":" + port.hostPort() + "->" + port.containerPort() + "/" + port.protocol();
    }

    /** A line of {@link #NETWORKS}. */
    static Quote network(ContainerNetwork network) {
        return new Quote(NETWORKS, network.name() + " " + network.driver());
    }

    /** Asks for a network's subnets. */
    static String subnets(String network) {
        return "docker network inspect -f '{{range .IPAM.Config}}{{.Subnet}} {{end}}' " + network;
    }
}
