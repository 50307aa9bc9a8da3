package org.patchbay.probe;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Client of a sandbox's agent: one JSON object per line, responses matched by id, notices in between. One thread calls
 * {@link #listen}; requests are thread-safe.
 */
final class AgentClient {
    /** The longest line, in bytes; as in the agent. */
    static final int LONGEST_LINE = 8 * 1024 * 1024;

    /** Limit of unanswered requests; more mean that the agent does not answer. */
    private static final int MOST_PENDING = 64;

    private final BoundedLineReader lines;
    private final OutputStream output;
    private final AgentJson json;
    private final Consumer<AgentNotice> notices;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private volatile boolean ended;

    /** @param notices called by the listening thread */
    AgentClient(InputStream input, OutputStream output, AgentJson json, Consumer<AgentNotice> notices) {
        this.lines = new BoundedLineReader(input, LONGEST_LINE);
        this.output = output;
        this.json = json;
        this.notices = notices;
    }

    /** Reads responses and notices until the stream ends, normally or by an exception; then all requests fail. */
    void listen() throws IOException {
        try {
            Optional<byte[]> line = lines.next();
            while (line.isPresent()) {
                take(json.parse(line.get()));
                line = lines.next();
            }
        } finally {
            ended = true;
            pending.values().forEach(answer -> answer.completeExceptionally(goneWhileAsked()));
        }
    }

    /**
     * Sends a request and waits for the response.
     *
     * @throws ProbeException if the agent refuses, disconnects or exceeds the limit; also on interruption, with the
     *     thread's flag set again
     */
    JsonNode ask(String operation, Map<String, ?> arguments, Duration limit) throws ProbeException {
        long id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        if (pending.size() >= MOST_PENDING) {
            throw new ProbeException("The machine's agent has not answered " + MOST_PENDING + " requests; '" + operation
                    + "' was not sent.");
        }
        pending.put(id, answer);
        try {
            if (ended) {
                throw goneWhileAsked();
            }
            send(id, operation, arguments);
            JsonNode message = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (message.hasNonNull("error")) {
                throw new ProbeException("The machine's agent refused '" + operation + "': "
                        + message.get("error").asText() + ".");
            }
            return message.path("result");
        } catch (IOException e) {
            throw e instanceof ProbeException already
                    ? already
                    : new ProbeException(
                            "The machine's agent could not be asked '" + operation + "': " + e.getMessage() + ".", e);
        } catch (ExecutionException e) {
            throw new ProbeException("The machine's agent was gone before it answered '" + operation + "'.", e);
        } catch (TimeoutException e) {
            throw new ProbeException("The machine's agent did not answer '" + operation + "' within " + limit + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProbeException("Interrupted while the machine's agent was asked '" + operation + "'.", e);
        } finally {
            pending.remove(id);
        }
    }

    /** Sends a request without waiting for the response, for use by the listening thread. */
    void tell(String operation) throws IOException {
        send(ids.incrementAndGet(), operation, Map.of());
    }

    private void send(long id, String operation, Map<String, ?> arguments) throws IOException {
        Map<String, Object> request = new HashMap<>(arguments);
        request.put("id", id);
        request.put("op", operation);
        byte[] text = json.request(request);
        byte[] line = new byte[text.length + 1];
        System.arraycopy(text, 0, line, 0, text.length);
        line[text.length] = '\n';
        output.write(line);
        output.flush();
    }

    private void take(JsonNode message) throws ProbeException {
        if (message.has("notice")) {
            notices.accept(AgentNotice.of(message, json));
            return;
        }
        CompletableFuture<JsonNode> answer = pending.get(message.path("id").asLong());
        if (answer != null) {
            answer.complete(message);
        }
    }

    private static ProbeException goneWhileAsked() {
        return new ProbeException("The machine's agent is out of reach.");
    }
}
