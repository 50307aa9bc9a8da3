package org.patchbay.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import org.patchbay.lab.Lab;
import org.patchbay.lab.Labs;
import org.patchbay.progress.LabId;
import org.patchbay.terminal.Terminal;
import org.patchbay.terminal.Viewer;
import org.patchbay.terminal.ViewerSink;

/**
 * The bytes of one terminal: binary frames both ways, JSON control in text frames. One instance per connection. Who may
 * connect was decided before, at the upgrade. A connection that stays silent through the server's pings is closed, which
 * lets a program go on that waited for its viewer.
 */
@WebSocket(path = "/labs/{lab}/terminals/{terminal}")
@SessionScoped
public class TerminalSocket {
    private final Labs labs;
    private final ObjectMapper json;

    private WebSocketConnection connection;
    private Lab lab;
    private Terminal terminal;
    private Viewer viewer;

    @Inject
    TerminalSocket(Labs labs, ObjectMapper json) {
        this.labs = labs;
        this.json = json;
    }

    @OnOpen
    @RunOnVirtualThread
    void open(WebSocketConnection opened) {
        connection = opened;
        Optional<Lab> found = LabId.parse(opened.pathParam("lab")).flatMap(labs::find);
        Optional<Terminal> wanted = found.flatMap(owner -> owner.enterTerminal(opened.pathParam("terminal")));
        if (wanted.isEmpty()) {
            opened.closeAndAwait();
            return;
        }
        lab = found.get();
        terminal = wanted.get();
        terminal.resize((int) Query.number(opened, "cols").orElse(0), (int)
                Query.number(opened, "rows").orElse(0));
        viewer = terminal.join(Query.number(opened, "from"), Viewer.Role.OWNER, new Page());
    }

    /** A key goes to the shell from here, in the event loop: the way to another thread takes longer than all the rest. */
    @OnBinaryMessage
    Uni<Void> typed(Buffer bytes) {
        if (terminal == null) {
            return Uni.createFrom().voidItem();
        }
        lab.touch();
        byte[] keys = bytes.getBytes();
        if (terminal.inputNow(keys)) {
            return Uni.createFrom().voidItem();
        }
        // The next frame is taken when this one is done.
        return Uni.createFrom()
                .emitter(done -> Thread.ofVirtual().name("typing").start(() -> {
                    terminal.input(keys);
                    done.complete(null);
                }));
    }

    @OnTextMessage
    @RunOnVirtualThread
    void control(String text) {
        if (terminal == null) {
            return;
        }
        try {
            // The text "null" is JSON too.
            Optional<Control> control = Optional.ofNullable(json.readValue(text, Control.class));
            switch (control.map(Control::type).orElse("")) {
                case "size" ->
                    terminal.resize(control.get().cols(), control.get().rows());
                case "ack" -> viewer.acknowledge(control.get().offset());
                default -> refuse();
            }
        } catch (JsonProcessingException e) {
            refuse();
        }
    }

    @OnClose
    void close() {
        if (viewer != null) {
            viewer.close();
        }
    }

    private void refuse() {
        say(Map.of("type", "error", "text", "Expected size or ack"));
    }

    private void say(Map<String, ?> control) {
        try {
            connection.sendTextAndAwait(json.writeValueAsString(control));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param type {@code size} or {@code ack} */
    private record Control(String type, int cols, int rows, long offset) {}

    private final class Page implements ViewerSink {
        @Override
        public void start(long offset, long gap) {
            say(Map.of("type", "start", "offset", offset, "gap", gap, "end", terminal.end()));
        }

        @Override
        public CompletionStage<?> output(byte[] bytes) {
            return connection.sendBinary(Buffer.buffer(bytes)).subscribeAsCompletionStage();
        }

        @Override
        public void connected(boolean connected) {
            say(Map.of("type", "state", "connected", connected));
        }

        @Override
        public void catchingUp() {
            say(Map.of("type", "catching-up"));
        }

        @Override
        public void gone() {
            connection.closeAndAwait();
        }

        @Override
        public void ended(OptionalInt status) {
            say(status.isPresent() ? Map.of("type", "ended", "status", status.getAsInt()) : Map.of("type", "ended"));
        }
    }
}
