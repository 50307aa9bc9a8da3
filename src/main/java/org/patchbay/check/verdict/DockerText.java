package org.patchbay.check.verdict;

import java.util.stream.Collectors;
import org.patchbay.observe.kernel.Container;
import org.patchbay.observe.kernel.Container.PublishedPort;
import org.patchbay.observe.kernel.ContainerNetwork;

/** Formats Docker's state as docker(1) prints it, in formats that need only what was observed. */
public final class DockerText {
    /** Lists all containers, running or not. */
    public static final String CONTAINERS =
            "docker ps -a --format '{{.Names}} {{.Image}} {{.State}} {{.Networks}} {{.Ports}}'";

    /** Lists the networks. */
    public static final String NETWORKS = "docker network ls --format '{{.Name}} {{.Driver}}'";

    private DockerText() {}

    /** A line of {@link #CONTAINERS}. */
    public static Quote container(Container container) {
        String networks = container.attachments().stream()
                .map(Container.Attachment::network)
                .collect(Collectors.joining(","));
        String ports = container.ports().stream().map(DockerText::port).collect(Collectors.joining(", "));
        String line =
                container.name() + " " + container.image() + " " + container.state() + " " + networks + " " + ports;
        return new Quote(CONTAINERS, line.stripTrailing());
    }

    /** {@code 0.0.0.0:8080->80/tcp}. */
    public static String port(PublishedPort port) {
        return port.hostAddress() + ":" + port.hostPort() + "->" + port.containerPort() + "/" + port.protocol();
    }

    /** A line of {@link #NETWORKS}. */
    public static Quote network(ContainerNetwork network) {
        return new Quote(NETWORKS, network.name() + " " + network.driver());
    }

    /** A command that lists a network's subnets. */
    public static String subnets(String network) {
        return "docker network inspect -f '{{range .IPAM.Config}}{{.Subnet}} {{end}}' " + network;
    }
}
