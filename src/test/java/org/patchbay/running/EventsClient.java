package org.patchbay.running;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.patchbay.lab.event.Notice;

/** Client of a lab's events. Waiting consumes the event and all before it. */
public final class EventsClient extends SocketClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> frames = new ArrayList<>();
    private int behind;

    /** Requests the state and all later events. */
    void hello() {
        send("{\"type\":\"hello\",\"epoch\":null,\"seq\":0}");
    }

    /** Waits for the next frame that matches. */
    public JsonNode await(String what, Predicate<JsonNode> wanted) throws TimeoutException, InterruptedException {
        return waiting.until(() -> next(wanted), () -> "no " + what + " but " + last());
    }

    /** Waits for the whole state, the first message to a page. */
    public JsonNode awaitState() throws TimeoutException, InterruptedException {
        return await("state", frame -> frame.path("type").asText().equals("state"));
    }

    /** The whole state, which can be waited for once more; empty if the socket is closed instead. */
    Optional<JsonNode> awaitStateOrClose() throws TimeoutException, InterruptedException {
        return waiting.until(
                () -> {
                    Optional<JsonNode> state = frames.stream()
                            .filter(frame -> frame.path("type").asText().equals("state"))
                            .findFirst();
                    return state.isPresent() || isClosed() ? Optional.of(state) : Optional.empty();
                },
                () -> "no state but " + last());
    }

    /** Waits until the machine is in this phase, and returns the message. */
    public JsonNode awaitPhase(String phase) throws TimeoutException, InterruptedException {
        return await(phase, frame -> frame.at("/provisioning/phase").asText().equals(phase))
                .path("provisioning");
    }

    /** The English text of a key of {@code messages/lab}, such as {@code refused.NOT_READY}. */
    public static String text(String key) {
        return ResourceBundle.getBundle("messages.lab", Locale.ENGLISH).getString(key);
    }

    /** Waits for a message, in the state or later. */
    public void awaitNotice(Notice notice) throws TimeoutException, InterruptedException {
        String text = text("notice." + notice);
        await(
                "'" + text + "'",
                frame -> frame.path("type").asText().equals("notice") && contains(frame, text)
                        || frame.path("notices").valueStream().anyMatch(one -> contains(one, text)));
    }

    public void awaitPassed(String step, String task) throws TimeoutException, InterruptedException {
        await(
                step + "/" + task,
                frame -> frame.path("type").asText().equals("task")
                        && frame.path("step").asText().equals(step)
                        && frame.path("task").asText().equals(task)
                        && frame.at("/verdict/state").asText().equals("passed"));
    }

    /** Waits for the response to an invalid request. */
    public String awaitError() throws TimeoutException, InterruptedException {
        return await("error", frame -> frame.path("type").asText().equals("error"))
                .path("text")
                .asText();
    }

    @Override
    void received(String text) {
        try {
            JsonNode frame = JSON.readTree(text);
            waiting.changed(() -> frames.add(frame));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + text, e);
        }
    }

    private Optional<JsonNode> next(Predicate<JsonNode> wanted) {
        for (; behind < frames.size(); behind++) {
            if (wanted.test(frames.get(behind))) {
                return Optional.of(frames.get(behind++));
            }
        }
        return Optional.empty();
    }

    private String last() {
        return frames.isEmpty() ? "nothing" : frames.getLast().toString();
    }

    private static boolean contains(JsonNode notice, String part) {
        return notice.path("text").asText().contains(part);
    }
}
