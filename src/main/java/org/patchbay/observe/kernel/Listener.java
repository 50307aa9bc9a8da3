package org.patchbay.observe.kernel;

/**
 * A socket that accepts traffic from any peer (sock_diag(7)): a TCP socket that listens, or a UDP socket that is bound
 * and not connected.
 *
 * @param protocol {@code tcp} or {@code udp}
 * @param family 4 or 6; family 6 on {@code ::} accepts IPv4 too unless IPV6_V6ONLY is set (ipv6(7))
 * @param address {@code 0.0.0.0} or {@code ::} for all
 * @param port 1 to 65535
 */
public record Listener(String protocol, int family, String address, int port) {}
