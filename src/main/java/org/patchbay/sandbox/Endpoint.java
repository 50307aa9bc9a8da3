package org.patchbay.sandbox;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * The address of a sandbox's SSH server, and the keys of both sides.
 *
 * @param address a loopback address and port
 * @param user the login name
 * @param hostKey the only accepted host key, as in a {@code known_hosts} line: type, space, base64 (sshd(8))
 * @param userKey the private key file for login, in OpenSSH format, mode 0600
 */
public record Endpoint(InetSocketAddress address, String user, String hostKey, Path userKey) {}
