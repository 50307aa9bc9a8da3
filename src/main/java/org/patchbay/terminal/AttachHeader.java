package org.patchbay.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The agent's line of JSON before a terminal's bytes.
 *
 * @param start absolute offset of the first byte that follows
 * @param end the stream's current end
 * @param created whether a shell was started; an earlier one in the terminal is then gone
 */
record AttachHeader(long start, long end, boolean created) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LIMIT = 4096;

    /** @throws IOException if the stream begins with anything else; the message quotes it */
    static AttachHeader read(InputStream stream) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = stream.read();
        while (b >= 0 && b != '\n' && line.size() < LIMIT) {
            line.write(b);
            b = stream.read();
        }
        return parse(line.toString(StandardCharsets.UTF_8));
    }

    private static AttachHeader parse(String line) throws IOException {
        try {
            JsonNode json = JSON.readTree(line);
            if (json != null && json.path("start").isIntegralNumber()) {
                long start = json.path("start").asLong();
                return new AttachHeader(
                        start,
                        Math.max(start, json.path("end").asLong(start)),
                        json.path("created").asBoolean());
            }
        } catch (JsonProcessingException e) {
            // Reported below, with the text found.
        }
        throw new IOException("the sandbox did not attach the terminal, it said: '" + line.strip() + "'");
    }
}
