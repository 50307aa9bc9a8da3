package org.patchbay.observe.kernel;

import java.util.List;

/**
 * A Docker container, running or not. Immutable.
 *
 * @param id 64 hexadecimal digits
 * @param name without the leading slash
 * @param image the name under which it was requested
 * @param state {@code running}, {@code exited}, {@code created}, {@code paused} …
 * @param pid of its first process in the sandbox; 0 if it isn't running
 * @param namespace the inode of its network namespace; 0 if it isn't running
 * @param ports the published ports
 */
public record Container(
        String id,
        String name,
        String image,
        String state,
        int pid,
        long namespace,
        List<Attachment> attachments,
        List<PublishedPort> ports) {
    public Container {
        attachments = List.copyOf(attachments);
        ports = List.copyOf(ports);
    }

    public boolean running() {
        return state.equals("running");
    }

    /**
     * Its connection to a network.
     *
     * @param network the network's name
     * @param address IPv4; empty if it isn't running
     * @param mac lower case, colons; empty likewise
     */
    public record Attachment(String network, String address, String mac) {}

    /**
     * A published port.
     *
     * @param protocol {@code tcp} or {@code udp}
     * @param hostAddress {@code 0.0.0.0} for all
     */
    public record PublishedPort(String protocol, String hostAddress, int hostPort, int containerPort) {}
}
