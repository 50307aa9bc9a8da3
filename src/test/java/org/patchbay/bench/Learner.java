package org.patchbay.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A new learner at a lab's page, by the page's own requests and sockets. One thread uses it. */
final class Learner implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 60;
    /** OSC 133;D with a status: a command has ended. */
    private static final Pattern COMMAND_ENDED = Pattern.compile("\033]133;D;\\d+;[^\007]*\007");
    /** OSC 133;B: the prompt is complete. */
    private static final Pattern PROMPTED = Pattern.compile("\033]133;B;[^\007]*\007");

    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> ends = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> prompts = new LinkedBlockingQueue<>();
    private final URI lab;
    private volatile String last = "";
    private final Line events = new Line();
    private final Line terminal = new Line();

    /** @param at when it arrived, by {@link System#nanoTime()} */
    record Frame(JsonNode content, long at) {}

    /** Opens a lab of a lesson and waits for the prompt of its first terminal. */
    Learner(URI server, String lesson) throws Exception {
        client.send(HttpRequest.newBuilder(server).build(), HttpResponse.BodyHandlers.discarding());
        var opened = client.send(
                HttpRequest.newBuilder(server.resolve("/labs"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("lesson=" + lesson))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        lab = server.resolve(opened.headers()
                .firstValue("Location")
                .orElseThrow(() -> new IOException("no lab but " + opened.statusCode() + ": " + opened.body())));
        events.open("/events?lang=en", new Events());
        events.send(socket -> socket.sendText("{\"type\":\"hello\",\"epoch\":null,\"seq\":0}", true));
        await("machine", frame -> phase(frame.path("provisioning")).equals("ready"));
        terminal.open("/terminals/t1?cols=80&rows=24", new Bytes());
        take(prompts, "prompt");
    }

    /** Types a line and presses Enter. */
    void type(String line) {
        terminal.send(
                socket -> socket.sendBinary(ByteBuffer.wrap((line + "\r").getBytes(StandardCharsets.UTF_8)), true));
    }

    void answer(String step, String question, String choice) {
        var answer = JSON.createObjectNode()
                .put("type", "answer")
                .put("step", step)
                .put("question", question)
                .put("choice", choice);
        events.send(socket -> socket.sendText(answer.toString(), true));
    }

    /** When the page received a command's end: the next one not returned yet. */
    long commandEnded() throws Exception {
        try {
            return take(ends, "end of a command");
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; the terminal's last words: " + last, e);
        }
    }

    /** When the page received a task's passing. */
    long passed(String step, String task) throws Exception {
        return await(
                        "verdict that " + step + "/" + task + " has passed",
                        frame -> frame.path("type").asText().equals("task")
                                && frame.path("step").asText().equals(step)
                                && frame.path("task").asText().equals(task)
                                && frame.path("verdict").path("state").asText().equals("passed"))
                .at();
    }

    /** Waits until a step has begun. */
    void opened(String step) throws Exception {
        await(
                "beginning of " + step,
                frame -> frame.path("step").path("id").asText().equals(step)
                        && frame.path("step").path("state").asText().equals("open"));
    }

    /** Ends the lab for good. */
    @Override
    public void close() {
        client.sendAsync(
                        HttpRequest.newBuilder(URI.create(lab + "/end"))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .join();
        events.socket.join().abort();
        terminal.socket.join().abort();
        client.close();
    }

    private Frame await(String what, Predicate<JsonNode> wanted) throws Exception {
        while (true) {
            var frame = take(frames, what);
            if (wanted.test(frame.content())) {
                return frame;
            }
        }
    }

    private static String phase(JsonNode provisioning) {
        return provisioning.path("phase").asText();
    }

    private static <T> T take(BlockingQueue<T> queue, String what) throws Exception {
        var next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new IOException("no " + what + " within " + PATIENCE_SECONDS + " s");
        }
        return next;
    }

    /** A socket that sends messages of several threads one after the other. */
    private final class Line {
        /** The listener may send before the opener's future has completed. */
        private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();

        private CompletableFuture<?> sent = socket;

        void open(String path, WebSocket.Listener listener) {
            var address = URI.create(lab.toString().replaceFirst("^http", "ws") + path);
            socket.complete(
                    client.newWebSocketBuilder().buildAsync(address, listener).join());
        }

        synchronized void send(Function<WebSocket, CompletableFuture<?>> message) {
            sent = sent.thenCompose(before -> message.apply(socket.join()));
        }
    }

    private static String end(String text, int most) {
        return text.substring(Math.max(0, text.length() - most));
    }

    private final class Events implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            long now = System.nanoTime();
            text.append(data);
            if (last) {
                try {
                    frames.add(new Frame(JSON.readTree(text.toString()), now));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }

    private final class Bytes implements WebSocket.Listener {
        private final StringBuilder control = new StringBuilder();
        private String rest = "";
        private long offset;

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            control.append(data);
            if (last) {
                try {
                    var frame = JSON.readTree(control.toString());
                    if (frame.path("type").asText().equals("start")) {
                        offset = frame.path("offset").asLong();
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                control.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean whole) {
            long now = System.nanoTime();
            offset += data.remaining();
            rest += StandardCharsets.ISO_8859_1.decode(data);
            last = end(last + rest, 500);
            count(COMMAND_ENDED, ends, now);
            count(PROMPTED, prompts, now);
            // A mark may come in two pieces, and is not counted twice.
            int begun = rest.lastIndexOf('\033');
            rest = begun < 0 || rest.indexOf('\007', begun) >= 0 ? "" : rest.substring(begun);
            var acknowledgement = "{\"type\":\"ack\",\"offset\":" + offset + "}";
            terminal.send(same -> same.sendText(acknowledgement, true));
            socket.request(1);
            return null;
        }

        private void count(Pattern mark, BlockingQueue<Long> into, long now) {
            mark.matcher(rest).results().forEach(found -> into.add(now));
        }
    }
}
