package org.patchbay.running;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page's terminal that acknowledges each byte. Waiting consumes the output up to the match. */
public final class TerminalClient extends SocketClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** OSC strings and CSI sequences (ECMA-48), which move or colour and show nothing. */
    private static final Pattern UNSEEN = Pattern.compile("\033][^\007\033]*(\007|\033\\\\)|\033\\[[0-?]*[ -/]*[@-~]");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<JsonNode> controls = new ArrayList<>();
    private OptionalLong start = OptionalLong.empty();
    private boolean connected = true;
    private int behind;
    private boolean stalled;
    /** Handles the last frame once it is complete. */
    private Optional<Runnable> held = Optional.empty();

    /** Types a line and presses Enter. */
    public void type(String line) {
        send((line + "\r").getBytes(StandardCharsets.UTF_8));
    }

    /** Waits until the shell is connected, and runs a command. */
    public TerminalClient prompted() throws TimeoutException, InterruptedException {
        reached().await("# ");
        return this;
    }

    /**
     * Waits until the shell is connected, even after output was shown. A failure to connect is reported before any
     * output.
     */
    public TerminalClient reached() throws TimeoutException, InterruptedException {
        return waiting.until(
                () -> connected && bytes.size() > 0 ? Optional.of(this) : Optional.empty(),
                () -> "the shell was not reached: " + controls);
    }

    /**
     * Runs a command and returns what it printed between two marks.
     *
     * @param command one that ends by itself
     */
    public String ask(String command) throws TimeoutException, InterruptedException {
        // As typed, quotes break the marks: only the output has them whole.
        type("echo '<'ask'<'; " + command + "; echo '>'ask'>'");
        return await("<ask<\\s*(.*?)\\s*>ask>").group(1);
    }

    /** Waits until the expression, over any number of lines, matches the output after the last match. */
    public MatchResult await(String expression) throws TimeoutException, InterruptedException {
        Pattern pattern = Pattern.compile(expression, Pattern.DOTALL);
        return waiting.until(
                () -> {
                    String shown = shown();
                    Matcher matcher = pattern.matcher(shown);
                    if (!matcher.find(Math.min(behind, shown.length()))) {
                        return Optional.empty();
                    }
                    behind = matcher.end();
                    return Optional.of(matcher.toMatchResult());
                },
                () -> "no '" + expression + "' in:\n" + shown());
    }

    /** Waits for a control frame. */
    public JsonNode awaitControl(String type, Predicate<JsonNode> wanted)
            throws TimeoutException, InterruptedException {
        return waiting.until(
                () -> controls.stream()
                        .filter(control -> control.path("type").asText().equals(type) && wanted.test(control))
                        .findFirst(),
                () -> "no " + type + " but " + controls);
    }

    /** Stops reading: the server's data stays in transit, at the latest after the next frame. */
    void stall() {
        waiting.changed(() -> stalled = true);
    }

    /** Reads on. */
    void goOn() {
        Optional<Runnable> left = waiting.read(() -> {
            stalled = false;
            Optional<Runnable> before = held;
            held = Optional.empty();
            return before;
        });
        left.ifPresent(Runnable::run);
    }

    /** Waits until it has been shown so much of the terminal's stream. */
    void awaitEnd(long offset) throws TimeoutException, InterruptedException {
        waiting.until(
                () -> start.orElse(0) + bytes.size() >= offset ? Optional.of(offset) : Optional.empty(),
                () -> "only " + bytes.size() + " bytes from " + start + " came: " + controls);
    }

    /** The control frames of one type that came. */
    List<JsonNode> controls(String type) {
        return waiting.read(() -> controls.stream()
                .filter(control -> control.path("type").asText().equals(type))
                .toList());
    }

    /** All that was shown, without colours and movements. */
    public String text() {
        return waiting.read(this::shown);
    }

    /** The absolute offset of the end of the received output. */
    public long end() {
        return waiting.read(() -> start.orElse(0) + bytes.size());
    }

    @Override
    void received(String text) {
        try {
            JsonNode control = JSON.readTree(text);
            waiting.changed(() -> {
                controls.add(control);
                String type = control.path("type").asText();
                if (type.equals("start") && start.isEmpty()) {
                    start = OptionalLong.of(control.path("offset").asLong());
                } else if (type.equals("state")) {
                    connected = control.path("connected").asBoolean();
                }
            });
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + text, e);
        }
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] part = new byte[data.remaining()];
        data.get(part);
        Runnable readOn = () -> {
            from.request(1);
            send("{\"type\":\"ack\",\"offset\":" + end() + "}");
        };
        boolean now = waiting.read(() -> {
            held = stalled ? Optional.of(readOn) : Optional.empty();
            return !stalled;
        });
        waiting.changed(() -> bytes.writeBytes(part));
        if (now) {
            readOn.run();
        }
        return null;
    }

    private String shown() {
        return UNSEEN.matcher(bytes.toString(StandardCharsets.UTF_8)).replaceAll("");
    }
}
