package org.patchbay.terminal;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import org.patchbay.sandbox.Endpoint;
import org.patchbay.ssh.PtySize;
import org.patchbay.ssh.SshChannel;
import org.patchbay.ssh.SshConnection;

/** Attaches to shells held by a sandbox's agent, each over its own SSH connection, so that one can block alone. */
record SshShells(Endpoint endpoint) implements ShellSource {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Override
    public Shell attach(String terminal, long offset, PtySize size) throws IOException {
        SshConnection connection = SshConnection.open(endpoint, TIMEOUT);
        try {
            SshChannel channel = connection.exec("terminal " + terminal + " " + offset, size);
            return new Attached(connection, channel, AttachHeader.read(channel.output()));
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private record Attached(SshConnection connection, SshChannel channel, AttachHeader header) implements Shell {
        @Override
        public void passOutput(SshChannel.Output to) throws IOException, InterruptedException {
            channel.passOutput(to);
        }

        @Override
        public boolean sendNow(byte[] bytes, int from, int length) throws IOException {
            return channel.sendNow(bytes, from, length);
        }

        @Override
        public void send(byte[] bytes, int from, int length) throws IOException {
            channel.send(bytes, from, length);
        }

        @Override
        public void resize(PtySize size) {
            channel.resize(size);
        }

        @Override
        public OptionalInt exitStatus() {
            return channel.exitStatus();
        }

        @Override
        public void close() {
            channel.close();
            connection.close();
        }
    }
}
