package org.patchbay.sandbox;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * Where a sandbox's SSH server listens and how both sides prove who they are.
 *
 * @param address a loopback address and port
 * @param user the login name
 * @param hostKey the one host key to accept, as in a {@code known_hosts} line: type, space, base64 (sshd(8))
 * @param userKey the private key file to log in with, in OpenSSH format, mode 0600
 */
public record Endpoint(InetSocketAddress address, String user, String hostKey, Path userKey) {}
