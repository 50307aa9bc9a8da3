package org.patchbay.observe.kernel;

/**
 * A connection that the kernel tracks (conntrack(8)). Where addresses are translated, the two directions differ by more
 * than being turned round.
 *
 * @param protocol {@code tcp}, {@code udp}, {@code icmp} or a number
 * @param original as it was begun
 * @param reply as its answers look
 * @param state of TCP, such as {@code ESTABLISHED}; else empty
 * @param assured whether it has seen traffic both ways long enough to be kept
 * @param replied whether an answer has been seen
 */
public record Connection(String protocol, Flow original, Flow reply, String state, boolean assured, boolean replied) {
    /**
     * One direction.
     *
     * @param sourcePort 0 for a protocol without ports; the id of ICMP
     * @param destinationPort likewise; the type and code of ICMP are not told
     */
    public record Flow(String source, int sourcePort, String destination, int destinationPort) {}
}
