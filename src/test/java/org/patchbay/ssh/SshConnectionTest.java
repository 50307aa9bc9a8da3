package org.patchbay.ssh;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.KeyPair;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.sandbox.Endpoint;

/** Messages of failed connections. Success needs a machine: see the tests tagged {@code vm}. */
class SshConnectionTest {
    private static final String HOST_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

    @TempDir
    Path folder;

    private Path userKey;

    @BeforeEach
    void makeUserKey() throws Exception {
        userKey = folder.resolve("key");
        try (OutputStream file = Files.newOutputStream(userKey)) {
            KeyPair.genKeyPair(new JSch(), KeyPair.ED25519).writeOpenSSHv1PrivateKey(file, null);
        }
    }

    @Test
    void aClosedPort() throws IOException {
        InetSocketAddress closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = (InetSocketAddress) socket.getLocalSocketAddress();
        }
        assertThatThrownBy(() -> open(closed, HOST_KEY, userKey))
                .isInstanceOf(SshException.class)
                .hasMessageStartingWith("No SSH server answers for the sandbox at ");
    }

    @Test
    void aSilentPort() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) silent.getLocalSocketAddress();
            assertThatThrownBy(() -> open(address, HOST_KEY, userKey))
                    .isInstanceOf(SshException.class)
                    .hasMessageStartingWith("No answer in time from the sandbox at ");
        }
    }

    @Test
    void aMissingUserKey() {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        assertThatThrownBy(() -> open(any, HOST_KEY, folder.resolve("absent")))
                .isInstanceOf(SshException.class)
                .hasMessageContaining("can't be read");
    }

    @Test
    void anInvalidHostKeyIsRefused() {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        assertThatThrownBy(() -> open(any, "rubbish", userKey))
                .isInstanceOf(SshException.class)
                .hasMessageContaining("is not a key: 'rubbish'");
    }

    private static void open(InetSocketAddress address, String hostKey, Path userKey) throws SshException {
        SshConnection.open(new Endpoint(address, "patchbay", hostKey, userKey), Duration.ofMillis(200))
                .close();
    }
}
