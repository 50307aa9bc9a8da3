package org.patchbay.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** The plain OpenSSH client with a plain SSH server on the same machine: the baseline of other terminals. */
final class OpenSsh implements TypingClient {
    private final Process client;
    private final ByteWaiter screen = new ByteWaiter();

    /** @param command what to run there, on a pseudo-terminal */
    OpenSsh(int port, Path key, String command) throws IOException {
        client = new ProcessBuilder(List.of(
                        "ssh",
                        "-tt",
                        "-q",
                        "-F",
                        "none",
                        "-i",
                        key.toString(),
                        "-o",
                        "IdentitiesOnly=yes",
                        "-o",
                        "StrictHostKeyChecking=no",
                        "-o",
                        "UserKnownHostsFile=/dev/null",
                        "-p",
                        Integer.toString(port),
                        "root@127.0.0.1",
                        command))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread.ofPlatform().daemon().name("openssh").start(this::read);
    }

    @Override
    public void type(byte[] bytes) throws IOException {
        client.getOutputStream().write(bytes);
        client.getOutputStream().flush();
    }

    @Override
    public ByteWaiter screen() {
        return screen;
    }

    @Override
    public void close() {
        client.destroy();
    }

    private void read() {
        byte[] buffer = new byte[64 * 1024];
        try (InputStream output = client.getInputStream()) {
            int n = output.read(buffer);
            while (n >= 0) {
                screen.received(buffer, 0, n);
                n = output.read(buffer);
            }
        } catch (IOException e) {
            System.err.println("the OpenSSH client's output ended: " + e.getMessage());
        }
    }
}
