package org.patchbay.sandbox.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A QMP connection to one QEMU (QEMU Machine Protocol Specification). Thread-safe.
 *
 * <p>It lasts as long as the process, so {@link #closed()} also reports the end of a process that is not a child.
 */
final class Qmp implements AutoCloseable {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);

    private final JsonLines lines;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private volatile CompletableFuture<Void> migrated = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    private Qmp(JsonLines lines) {
        this.lines = lines;
    }

    /** Negotiates on a new connection. Blocks until QEMU has answered. */
    static Qmp over(SocketChannel channel) throws IOException, InterruptedException {
        var qmp = new Qmp(new JsonLines(channel));
        Thread.ofVirtual().name("qmp").start(qmp::listen);
        try {
            qmp.execute("qmp_capabilities", Map.of());
            return qmp;
        } catch (IOException | InterruptedException e) {
            // QEMU serves one connection at a time: another would wait for the end of this one.
            qmp.close();
            throw e;
        }
    }

    /**
     * Executes a command and returns its result.
     *
     * @throws IOException if QEMU refuses, is gone, or does not answer within 20 s; the message has the reason
     */
    JsonNode execute(String command, Map<String, ?> arguments) throws IOException, InterruptedException {
        long id = ids.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        asked.put(id, answer);
        if (closed.isDone()) {
            asked.remove(id);
            throw new IOException("QEMU has exited; cannot send it the command " + command);
        }
        try {
            lines.write(Map.of("execute", command, "arguments", arguments, "id", id));
            var said = answer.get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (said.has("error")) {
                throw new IOException("QEMU refused to %s: %s"
                        .formatted(command, said.path("error").path("desc").asText()));
            }
            return said.path("return");
        } catch (ExecutionException e) {
            throw new IOException("QEMU exited during the command " + command, e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("QEMU did not answer %s within %d s".formatted(command, ANSWER_LIMIT.toSeconds()), e);
        } finally {
            asked.remove(id);
        }
    }

    /**
     * Enables events for the next migration. One at a time.
     *
     * @param sharedLeftOut whether it excludes memory that is shared with a file
     * @return completes when that migration, in or out, has completed; exceptionally if it failed or QEMU ended
     */
    CompletableFuture<Void> prepareMigration(boolean sharedLeftOut) throws IOException, InterruptedException {
        var next = new CompletableFuture<Void>();
        migrated = next;
        var capabilities = new Object[] {
            Map.of("capability", "events", "state", true),
            Map.of("capability", "x-ignore-shared", "state", sharedLeftOut)
        };
        execute("migrate-set-capabilities", Map.of("capabilities", capabilities));
        return next;
    }

    /** Completes, never exceptionally, when the connection ends. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private void listen() {
        try {
            while (true) {
                hear(lines.read());
            }
        } catch (IOException e) {
            closed.complete(null);
            migrated.completeExceptionally(e);
            asked.values().forEach(answer -> answer.completeExceptionally(e));
        }
    }

    private void hear(JsonNode message) {
        if (message.has("id")) {
            var answer = asked.get(message.path("id").asLong());
            if (answer != null) {
                answer.complete(message);
            }
        } else if (message.path("event").asText().equals("MIGRATION")) {
            switch (message.path("data").path("status").asText()) {
                case "completed" -> migrated.complete(null);
                case "failed", "cancelled" -> migrated.completeExceptionally(new IOException("the migration failed"));
                default -> {}
            }
        }
    }
}
