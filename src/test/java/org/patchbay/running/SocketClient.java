package org.patchbay.running;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A web socket whose frames are kept for waiting threads. */
public abstract sealed class SocketClient implements WebSocket.Listener, AutoCloseable
        permits EventsClient, TerminalClient {
    /** RFC 6455, 7.4.1: the connection went away without a closing frame. */
    static final int ABNORMAL = 1006;

    final Waiting waiting = new Waiting();

    private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();
    /** The last frame's way out; one frame at a time may be on it. */
    private CompletableFuture<?> sending = socket;

    private final StringBuilder text = new StringBuilder();
    private OptionalInt closed = OptionalInt.empty();

    void opened(WebSocket opened) {
        socket.complete(opened);
    }

    abstract void received(String wholeText);

    /** Sends a text frame. One that the server no longer accepts is lost: the close status shows why. */
    public void send(String frame) {
        send(to -> to.sendText(frame, true));
    }

    /** Sends a binary frame as it is. */
    public void send(byte[] frame) {
        send(to -> to.sendBinary(ByteBuffer.wrap(frame), true));
    }

    /** Waits until the server closes the socket, and returns the status (RFC 6455, 7.4); 1006 if there is none. */
    public int awaitClose() throws TimeoutException, InterruptedException {
        return waiting.until(
                () -> closed.isPresent() ? Optional.of(closed.getAsInt()) : Optional.empty(),
                () -> "the socket stayed open");
    }

    /** After the awaited frame has been read. */
    boolean isClosed() {
        return closed.isPresent();
    }

    /** Disconnects without a close frame, as when a page loses its network. */
    @Override
    public void close() {
        socket.join().abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            String whole = text.toString();
            text.setLength(0);
            received(whole);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed(status);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed(ABNORMAL);
    }

    private synchronized void send(Function<WebSocket, CompletableFuture<WebSocket>> frame) {
        sending = sending.handle((done, failed) -> socket.join())
                .thenCompose(frame)
                .whenComplete((done, failed) -> {
                    if (failed != null) {
                        closed(ABNORMAL);
                    }
                });
    }

    private void closed(int status) {
        waiting.changed(() -> closed = closed.isPresent() ? closed : OptionalInt.of(status));
    }
}
