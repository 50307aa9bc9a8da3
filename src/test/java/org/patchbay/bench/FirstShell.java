package org.patchbay.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.ssh.PtySize;
import org.patchbay.ssh.SshConnection;

/** The first shell of a machine, with its prompt seen. */
record FirstShell(SshConnection connection) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** OSC 133;B, the shell's mark for a complete prompt. */
    private static final String PROMPT = "\033]133;B";

    private static final String ASK = "run printf 'GET /_ping HTTP/1.0\\r\\n\\r\\n' | nc -NU /run/docker.sock";

    static FirstShell attach(Sandbox sandbox) throws Exception {
        var connection = SshConnection.open(sandbox.endpoint(), PATIENCE);
        var channel = connection.exec("terminal t1 0", new PtySize(80, 24));
        var seen = new StringBuilder();
        var buffer = new byte[4096];
        while (seen.indexOf(PROMPT) < 0) {
            int read = channel.output().read(buffer);
            if (read < 0) {
                throw new IOException("the shell ended before its prompt: " + seen);
            }
            seen.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
        }
        return new FirstShell(connection);
    }

    /** Returns when Docker's daemon has answered, by the smallest question of its API. */
    void askDocker() throws Exception {
        try (var channel = connection.exec(ASK)) {
            var answer = new String(channel.output().readAllBytes(), StandardCharsets.ISO_8859_1);
            if (!answer.contains(" 200 ")) {
                throw new IOException("Docker's daemon does not answer: " + answer);
            }
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
