package org.patchbay.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.patchbay.ssh.PtySize;

/**
 * The lines of an asciicast file, written as version 2 (docs.asciinema.org/manual/asciicast/v2) and read as version 2 or 3:
 * a header, then events. A line that was cut is none of them.
 */
final class Asciicast {
    /** The code of an event with output. */
    static final String OUTPUT = "o";

    /** The code of an event with a marker's label. */
    static final String MARKER = "m";

    /** The code of an event with the terminal's new size. */
    static final String RESIZE = "r";

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private Asciicast() {}

    /**
     * A file's first line.
     *
     * @param startedAt seconds since the epoch; 0 if it does not say
     */
    record Header(int version, double startedAt) {}

    /** @param time in seconds: since the recording's beginning in version 2, since the event before in version 3 */
    record Event(double time, String code, String data) {}

    /**
     * What a terminal put out at one time.
     *
     * @param time seconds since the epoch, where that is known
     */
    record Output(double time, byte[] bytes) {}

    /** @param startedAt seconds since the epoch */
    static byte[] headerLine(PtySize size, long startedAt) {
        return """
                {"version": 2, "width": %d, "height": %d, "timestamp": %d, "env": {"TERM": "xterm-256color"}}
                """.formatted(size.columns(), size.rows(), startedAt).getBytes(StandardCharsets.UTF_8);
    }

    /** @param micros since the recording's start */
    static byte[] eventLine(long micros, String code, String data) {
        StringBuilder line = new StringBuilder(data.length() + data.length() / 8 + 32);
        line.append('[').append(micros / 1_000_000).append('.');
        String fraction = Long.toString(micros % 1_000_000);
        line.repeat('0', 6 - fraction.length())
                .append(fraction)
                .append(eventCode(code))
                .append(" \"");
        JsonStringEncoder.getInstance().quoteAsString(data, line);
        return line.append("\"]\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the beginning of a line that was written here is that of an event with this code; cheaper than to read it. */
    static boolean begins(String line, String code) {
        int time = line.indexOf(',');
        return time >= 0 && line.startsWith(eventCode(code), time);
    }

    /** The time of the event whose line begins like this, which may be too long to be read; 0 if it is no event. */
    static double time(String beginning) {
        int comma = beginning.indexOf(',');
        try {
            return beginning.startsWith("[") && comma > 1 ? Double.parseDouble(beginning.substring(1, comma)) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** The header, of any version: a recording that can't be played is still listed. */
    static Optional<Header> header(String line) {
        return json(line)
                .map(header -> new Header(
                        header.path("version").asInt(), header.path("timestamp").asDouble()));
    }

    static Optional<Event> event(String line) {
        return json(line)
                .filter(event -> event.isArray()
                        && event.size() >= 3
                        && event.get(0).isNumber()
                        && event.get(1).isTextual())
                .map(event -> new Event(
                        event.get(0).asDouble(),
                        event.get(1).textValue(),
                        event.get(2).asText()));
    }

    private static String eventCode(String code) {
        return ", \"" + code + "\",";
    }

    private static Optional<JsonNode> json(String line) {
        try {
            return Optional.of(JSON.readTree(line));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
