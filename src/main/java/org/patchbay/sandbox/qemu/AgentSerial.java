package org.patchbay.sandbox.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The serial line to a machine's agent, by which it reports readiness and receives what a clone must not share with its
 * template. For use by one thread.
 */
final class AgentSerial implements AutoCloseable {
    private static final Pattern HOST_KEY = Pattern.compile("ssh-ed25519 [A-Za-z0-9+/]{60,80}={0,2}");
    private static final int ENTROPY_BYTES = 64;

    private final JsonLines lines;
    private final SecureRandom random = new SecureRandom();

    AgentSerial(SocketChannel channel) {
        this.lines = new JsonLines(channel);
    }

    /** Blocks until the machine is ready to be saved as a template, and returns its SSH host key. */
    String awaitTemplate(Duration limit) throws IOException {
        var hostKey = await("template", limit).path("hostKey").asText();
        if (!HOST_KEY.matcher(hostKey).matches()) {
            throw new IOException("the agent named no ed25519 host key: '%.100s'".formatted(hostKey));
        }
        return hostKey;
    }

    /** Sends the time, entropy and name to the machine; returns when it has applied them. */
    void renew(String hostname, Duration limit) throws IOException {
        var entropy = new byte[ENTROPY_BYTES];
        random.nextBytes(entropy);
        var now = Instant.now();
        var time = BigDecimal.valueOf(now.getEpochSecond())
                .add(BigDecimal.valueOf(now.getNano(), 9))
                .setScale(6, RoundingMode.DOWN);
        lines.write(Map.of(
                "renew",
                Map.of("time", time, "entropy", Base64.getEncoder().encodeToString(entropy), "hostname", hostname)));
        await("ready", limit);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private JsonNode await(String event, Duration limit) throws IOException {
        var timeout = new CompletableFuture<Void>();
        timeout.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).exceptionally(e -> {
            closeQuietly();
            return null;
        });
        try {
            while (true) {
                var said = lines.read();
                var name = said.path("event").asText();
                if (name.equals(event)) {
                    return said;
                }
                if (name.equals("error")) {
                    throw new IOException("the agent said: %.200s"
                            .formatted(said.path("message").asText()));
                }
            }
        } catch (EOFException e) {
            throw new IOException("the machine ended before it was ready", e);
        } catch (IOException e) {
            if (timeout.isDone()) {
                throw new IOException("the machine was not ready within %d s".formatted(limit.toSeconds()), e);
            }
            throw e;
        } finally {
            timeout.complete(null);
        }
    }

    private void closeQuietly() {
        try {
            lines.close();
        } catch (IOException e) {
            // No longer used in any case.
        }
    }
}
