package org.patchbay.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.patchbay.ssh.PtySize;

/** The first line of an asciicast v2 file. */
final class CastHeader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LIMIT = 4096;

    private CastHeader() {}

    /** @param startedAt seconds since the epoch */
    static byte[] line(PtySize size, long startedAt) {
        return """
                {"version": 2, "width": %d, "height": %d, "timestamp": %d, "env": {"TERM": "xterm-256color"}}
                """.formatted(size.columns(), size.rows(), startedAt).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * When a recording was begun, in seconds since the epoch.
     *
     * @throws IOException if the file does not begin with such a line
     */
    static long startedAt(FileChannel cast) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LIMIT);
        cast.read(bytes, 0);
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        try {
            JsonNode header = JSON.readTree(text.lines().findFirst().orElse(""));
            if (header.path("timestamp").isIntegralNumber()) {
                return header.path("timestamp").asLong();
            }
        } catch (JsonProcessingException e) {
            // Said below.
        }
        throw new IOException("it does not begin with an asciicast header");
    }
}
