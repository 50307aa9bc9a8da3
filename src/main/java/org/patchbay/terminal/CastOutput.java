package org.patchbay.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a terminal put out, read from an asciicast file: version 2, whose times count from its beginning, or 3, whose times
 * count from the event before (docs.asciinema.org/manual/asciicast/v3). Of a line that was cut at the file's end, as while
 * the recording still grows, nothing is taken.
 */
final class CastOutput {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private static final int HEADER = 4096;

    private CastOutput() {}

    /**
     * What came at one time.
     *
     * @param at seconds since the epoch where the header says when it began; since its beginning otherwise
     */
    record Piece(double at, String text) {}

    /** Whether a file means to be one: its first line opens a JSON object that speaks of a version. */
    static boolean isCast(byte[] file) {
        String begin = new String(file, 0, Math.min(file.length, HEADER), StandardCharsets.UTF_8).stripLeading();
        return begin.startsWith("{") && begin.lines().findFirst().orElse("").contains("\"version\"");
    }

    /** @throws SavedTerminalException naming the line that is not as it must be */
    static List<Piece> read(byte[] file) throws SavedTerminalException {
        List<String> lines =
                new String(file, StandardCharsets.UTF_8).stripLeading().lines().toList();
        JsonNode header = json(lines.getFirst(), 1);
        int version = header.path("version").asInt();
        if (version != 2 && version != 3) {
            throw new SavedTerminalException("line 1: an asciicast header of version 2 or 3 was expected");
        }
        double began = header.path("timestamp").asDouble(0);
        double now = 0;
        List<Piece> pieces = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean cut = i == lines.size() - 1 && file[file.length - 1] != '\n';
            if (line.isBlank() || version == 3 && line.startsWith("#")) {
                continue;
            }
            JsonNode event;
            try {
                event = json(line, i + 1);
            } catch (SavedTerminalException e) {
                if (cut) {
                    break;
                }
                throw e;
            }
            if (!event.isArray()
                    || event.size() < 3
                    || !event.get(0).isNumber()
                    || !event.get(1).isTextual()) {
                throw new SavedTerminalException("line " + (i + 1) + ": an event [time, code, data] was expected");
            }
            double time = event.get(0).asDouble();
            now = version == 2 ? time : now + time;
            if (event.get(1).asText().equals("o")) {
                pieces.add(new Piece(began + now, event.get(2).asText()));
            }
        }
        return pieces;
    }

    private static JsonNode json(String line, int number) throws SavedTerminalException {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new SavedTerminalException("line " + number + ": JSON was expected, as asciicast has it", e);
        }
    }
}
