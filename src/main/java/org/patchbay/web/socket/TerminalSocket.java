package org.patchbay.web.socket;

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
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.patchbay.lab.Lab;
import org.patchbay.lab.Labs;
import org.patchbay.progress.LabId;
import org.patchbay.terminal.Terminal;
import org.patchbay.terminal.Viewer;
import org.patchbay.terminal.ViewerSink;

/**
 * The socket of one terminal: bytes in binary frames both ways, JSON control in text frames. One instance per
 * connection. Access is checked before, at the upgrade. A connection that does not answer the server's pings is closed,
 * which releases a program that waits for its viewer.
 */
@WebSocket(path = "/labs/{lab}/terminals/{terminal}")
@SessionScoped
public class TerminalSocket {
    private final Labs labs;
    private final ObjectMapper json;

    private WebSocketConnection connection;
    private Lab lab;
    /** Written after the lab; both are set when this is. */
    private volatile Terminal terminal;

    private Optional<Viewer> viewer = Optional.empty();
    /** The size that the page requested; 0 before. */
    private int columns;

    private int rows;
    private Optional<Thread> waiting = Optional.empty();
    private boolean closed;

    @Inject
    TerminalSocket(Labs labs, ObjectMapper json) {
        this.labs = labs;
        this.json = json;
    }

    /** Waits for the machine if the page connects earlier. */
    @OnOpen
    @RunOnVirtualThread
    void open(WebSocketConnection opened) {
        connection = opened;
        Optional<Lab> found = LabId.parse(opened.pathParam("lab")).flatMap(labs::find);
        Optional<Terminal> wanted = found.flatMap(owner -> awaited(owner, opened.pathParam("terminal")));
        if (wanted.isEmpty()) {
            leave();
            return;
        }
        begin(found.get(), wanted.get());
    }

    private Optional<Terminal> awaited(Lab owner, String id) {
        synchronized (this) {
            if (closed) {
                return Optional.empty();
            }
            waiting = Optional.of(Thread.currentThread());
        }
        try {
            return owner.labTerminals().await(id);
        } catch (InterruptedException e) {
            // The page has disconnected.
            return Optional.empty();
        }
    }

    private void begin(Lab owner, Terminal wanted) {
        lab = owner;
        synchronized (this) {
            waiting = Optional.empty();
            terminal = wanted;
        }
        resized(number("cols", columns), number("rows", rows));
        synchronized (this) {
            if (!closed) {
                viewer = Optional.of(wanted.join(from(wanted), Viewer.Role.OWNER, new Page(wanted)));
            }
        }
    }

    /** The offset that the page has; empty if it belongs to a terminal of another machine. */
    private OptionalLong from(Terminal wanted) {
        boolean other = Query.of(connection, "stream")
                .filter(stream -> !stream.equals(wanted.stream()))
                .isPresent();
        return other ? OptionalLong.empty() : Query.number(connection, "from");
    }

    /** The page's newest value: from a control frame, else from the query. */
    private int number(String name, int said) {
        return said > 0 ? said : (int) Query.number(connection, name).orElse(0);
    }

    /** Kept until the terminal is available. */
    private void resized(int toColumns, int toRows) {
        synchronized (this) {
            columns = toColumns;
            rows = toRows;
        }
        if (terminal != null) {
            terminal.resize(toColumns, toRows);
        }
    }

    private synchronized Optional<Viewer> viewer() {
        return viewer;
    }

    /** Sends keys from the event loop: a switch to another thread would take longer than the rest. */
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
        // The next frame is processed when this one is done.
        return Uni.createFrom()
                .emitter(done -> Thread.ofVirtual().name("typing").start(() -> {
                    terminal.input(keys);
                    done.complete(null);
                }));
    }

    @OnTextMessage
    @RunOnVirtualThread
    void control(String text) {
        try {
            // The text "null" is JSON too.
            Optional<Control> control = Optional.ofNullable(json.readValue(text, Control.class));
            switch (control.map(Control::type).orElse("")) {
                case "size" -> resized(control.get().cols(), control.get().rows());
                case "ack" ->
                    viewer().ifPresent(page -> page.acknowledge(control.get().offset()));
                default -> refuse();
            }
        } catch (JsonProcessingException e) {
            refuse();
        }
    }

    @OnClose
    synchronized void close() {
        closed = true;
        waiting.ifPresent(Thread::interrupt);
        viewer.ifPresent(Viewer::close);
    }

    /** Closing a connection that the page has closed would be logged as an error. */
    private void leave() {
        if (connection.isOpen()) {
            connection.closeAndAwait();
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
        private final Terminal terminal;

        private Page(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public void start(long offset, long gap) {
            say(Map.of(
                    "type", "start", "stream", terminal.stream(), "offset", offset, "gap", gap, "end", terminal.end()));
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
            leave();
        }

        @Override
        public void ended(OptionalInt status) {
            say(status.isPresent() ? Map.of("type", "ended", "status", status.getAsInt()) : Map.of("type", "ended"));
        }
    }
}
