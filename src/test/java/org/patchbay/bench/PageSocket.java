package org.patchbay.bench;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.patchbay.running.Handshake;

/**
 * A terminal as a page has it: over the server's web socket (RFC 6455), acknowledging each 64 KiB. On a plain blocking
 * socket: the threads of an HTTP client would cost more than what is measured.
 */
final class PageSocket implements TypingClient {
    private static final int ACKNOWLEDGE_EACH = 64 * 1024;
    private static final int TRIES = 240;
    private static final int FINAL = 0x80;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int MASKED = 0x80;

    private final ByteWaiter screen = new ByteWaiter();
    private final CompletableFuture<Boolean> started = new CompletableFuture<>();
    private final Socket socket;
    private final DataInputStream input;
    private final boolean acknowledging;
    private long offset;
    private long acknowledged;

    private PageSocket(Socket socket, boolean acknowledging) throws IOException {
        this.socket = socket;
        this.input = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 * 1024));
        this.acknowledging = acknowledging;
    }

    /**
     * Opens the socket; retries if the lab does not have the terminal yet.
     *
     * @param cookie the learner's
     * @param acknowledging false for a page that has stalled
     */
    static PageSocket open(URI server, String cookie, String lab, String terminal, boolean acknowledging)
            throws IOException, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            Socket socket = new Socket(server.getHost(), server.getPort());
            socket.setTcpNoDelay(true);
            PageSocket page = new PageSocket(socket, acknowledging);
            if (page.upgrade(server, cookie, "/labs/" + lab + "/terminals/" + terminal + "?cols=80&rows=24")) {
                Thread.ofPlatform().daemon().name("page").start(page::read);
                if (page.started.join()) {
                    return page;
                }
            }
            socket.close();
            Thread.sleep(500);
        }
        throw new IOException("the lab " + lab + " did not come to have a terminal " + terminal);
    }

    @Override
    public void type(byte[] bytes) throws IOException {
        send(BINARY, bytes);
    }

    @Override
    public ByteWaiter screen() {
        return screen;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private boolean upgrade(URI server, String cookie, String path) throws IOException {
        socket.getOutputStream().write(Handshake.request(server, path, "Origin", server.toString(), "Cookie", cookie));
        boolean switching = line().startsWith("HTTP/1.1 101 ");
        while (!line().isEmpty()) {
            // The other header fields don't matter here.
        }
        return switching;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = input.readUnsignedByte(); c != '\n'; c = input.readUnsignedByte()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private void read() {
        try {
            while (true) {
                int kind = input.readUnsignedByte() & 0x0f;
                byte[] payload = new byte[length()];
                input.readFully(payload);
                switch (kind) {
                    case BINARY -> output(payload);
                    case TEXT -> control(new String(payload, StandardCharsets.UTF_8));
                    case PING -> send(PONG, payload);
                    case CLOSE -> throw new EOFException();
                    default -> throw new IOException("a frame of kind " + kind);
                }
            }
        } catch (IOException e) {
            started.complete(false);
        }
    }

    private int length() throws IOException {
        int shortLength = input.readUnsignedByte();
        return switch (shortLength) {
            case 126 -> input.readUnsignedShort();
            case 127 -> Math.toIntExact(input.readLong());
            default -> shortLength;
        };
    }

    private void output(byte[] bytes) throws IOException {
        screen.received(bytes, 0, bytes.length);
        offset += bytes.length;
        if (acknowledging && offset - acknowledged >= ACKNOWLEDGE_EACH) {
            acknowledged = offset;
            send(TEXT, ("{\"type\":\"ack\",\"offset\":" + offset + "}").getBytes(StandardCharsets.UTF_8));
        }
    }

    private void control(String text) {
        if (text.contains("\"start\"")) {
            offset = Json.number(text, "offset");
            acknowledged = offset;
            started.complete(true);
        }
    }

    /** With a mask of zeros, which the protocol allows and which leaves the payload as it is. */
    private void send(int kind, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
        frame.put((byte) (FINAL | kind));
        if (payload.length < 126) {
            frame.put((byte) (MASKED | payload.length));
        } else {
            frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
        }
        frame.putInt(0).put(payload);
        synchronized (socket) {
            socket.getOutputStream().write(frame.array(), 0, frame.position());
        }
    }
}
