package org.patchbay.sandbox.qemu;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** JSON objects, one per line, in both directions over a socket. One thread may read while others write. */
final class JsonLines implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_LINE = 1024 * 1024;

    private final SocketChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(4096).flip();
    private final Object writing = new Object();

    JsonLines(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * The next object; other lines are skipped.
     *
     * @throws EOFException at the end of the stream
     * @throws IOException if the socket breaks or a line is too long
     */
    JsonNode read() throws IOException {
        while (true) {
            try {
                var node = JSON.readTree(line());
                if (node != null && node.isObject()) {
                    return node;
                }
            } catch (JsonProcessingException e) {
                // The other end may be controlled by a learner: ignore what is no JSON.
            }
        }
    }

    void write(Object value) throws IOException {
        var bytes = ByteBuffer.wrap((JSON.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8));
        synchronized (writing) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        while (true) {
            while (buffer.hasRemaining()) {
                byte b = buffer.get();
                if (b == '\n') {
                    return line.toString(StandardCharsets.UTF_8);
                }
                line.write(b);
            }
            if (line.size() > LONGEST_LINE) {
                throw new IOException("a line longer than %d bytes".formatted(LONGEST_LINE));
            }
            buffer.clear();
            int read = channel.read(buffer);
            buffer.flip();
            if (read < 0) {
                throw new EOFException("the other end closed the connection");
            }
        }
    }
}
