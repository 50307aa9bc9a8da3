package org.patchbay.observe.kernel;

/**
 * A connection that the kernel tracks (conntrack(8)). With address translation, the reply is not simply the original
 * with its ends swapped.
 *
 * @param protocol {@code tcp}, {@code udp}, {@code icmp} or a number
 * @param original the direction of the first packet
 * @param reply the expected direction of replies
 * @param state of TCP, such as {@code ESTABLISHED}; else empty
 * @param assured whether it has seen traffic both ways long enough to be kept (IPS_ASSURED)
 * @param replied whether a reply has been seen
 */
public record Connection(String protocol, Flow original, Flow reply, String state, boolean assured, boolean replied) {
    /**
     * One direction of a connection.
     *
     * @param sourcePort 0 for a protocol without ports; the id of ICMP
     * @param destinationPort likewise; 0 for ICMP
     */
    public record Flow(String source, int sourcePort, String destination, int destinationPort) {}
}
