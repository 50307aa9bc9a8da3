package org.patchbay.observe.kernel;

/**
 * A socket that waits for others to begin (sock_diag(7)): a TCP socket that listens, a UDP socket that is bound and not
 * connected.
 *
 * @param protocol {@code tcp} or {@code udp}
 * @param family 4 or 6; one of family 6 on {@code ::} takes IPv4 too unless it said otherwise
 * @param address {@code 0.0.0.0} or {@code ::} for all
 * @param port 1 to 65535
 */
public record Listener(String protocol, int family, String address, int port) {}
