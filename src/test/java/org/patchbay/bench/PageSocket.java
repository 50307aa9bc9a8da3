package org.patchbay.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** A terminal as a page has it: over the server's web socket, acknowledging each 64 KiB. */
final class PageSocket implements Typist, WebSocket.Listener {
    private static final int ACKNOWLEDGE_EACH = 64 * 1024;
    private static final int TRIES = 240;

    private final ByteWaiter screen = new ByteWaiter();
    private final CompletableFuture<Boolean> started = new CompletableFuture<>();
    private final boolean acknowledging;
    private WebSocket socket;
    private final StringBuilder text = new StringBuilder();
    private volatile long offset;
    private long acknowledged;

    private PageSocket(boolean acknowledging) {
        this.acknowledging = acknowledging;
    }

    /**
     * Opens the socket; a lab that does not have the terminal yet is asked again.
     *
     * @param acknowledging false for a page that has stalled
     */
    static PageSocket open(
            HttpClient client, URI server, String cookie, String lab, String terminal, boolean acknowledging)
            throws IOException, InterruptedException {
        URI uri = URI.create(
                "ws://" + server.getAuthority() + "/labs/" + lab + "/terminals/" + terminal + "?cols=80&rows=24");
        for (int i = 0; i < TRIES; i++) {
            PageSocket page = new PageSocket(acknowledging);
            page.socket = client.newWebSocketBuilder()
                    .header("Cookie", cookie)
                    .buildAsync(uri, page)
                    .join();
            if (page.started.join()) {
                return page;
            }
            Thread.sleep(500);
        }
        throw new IOException("the lab " + lab + " did not come to have a terminal " + terminal);
    }

    @Override
    public void type(byte[] bytes) throws IOException {
        try {
            socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
        } catch (CompletionException e) {
            throw new IOException(e);
        }
    }

    @Override
    public ByteWaiter screen() {
        return screen;
    }

    @Override
    public void close() {
        socket.abort();
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        screen.received(bytes, 0, bytes.length);
        offset += bytes.length;
        from.request(1);
        if (acknowledging && offset - acknowledged >= ACKNOWLEDGE_EACH) {
            acknowledged = offset;
            return from.sendText("{\"type\":\"ack\",\"offset\":" + offset + "}", true);
        }
        return null;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            String control = text.toString();
            text.setLength(0);
            if (control.contains("\"start\"")) {
                offset = Json.number(control, "offset");
                acknowledged = offset;
                started.complete(true);
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        started.complete(false);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        if (!started.complete(false)) {
            System.err.println("the terminal's socket broke: " + error);
        }
    }
}
