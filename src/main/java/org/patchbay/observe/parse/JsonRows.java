package org.patchbay.observe.parse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Parses a JSON array of objects that is surrounded by other lines, object by object. */
final class JsonRows {
    private static final ObjectReader OBJECT =
            JsonMapper.builder().build().readerFor(new TypeReference<Map<String, Object>>() {});

    private final String text;
    private int at;
    private int line;

    private JsonRows(String text, int at, int line) {
        this.text = text;
        this.at = at;
        this.line = line;
    }

    /** The first array that begins a line; null if none does. */
    static JsonRows find(String text) {
        int line = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean begins = c == '[' && (i == 0 || text.charAt(i - 1) == '\n');
            int next = begins ? skipBlanks(text, i + 1) : -1;
            // Excludes a shell's job number, "[1] 214".
            if (begins && (next == text.length() || text.charAt(next) == '{' || text.charAt(next) == ']')) {
                return new JsonRows(text, i + 1, line);
            }
            line += c == '\n' ? 1 : 0;
        }
        return null;
    }

    private static int skipBlanks(String text, int from) {
        int i = from;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /**
     * Parses the array. An object cut off at the text's end is left out; anything else that is not JSON is a problem.
     */
    Parsed<IpObject> read(String expected) {
        List<IpObject> rows = new ArrayList<>();
        while (at < text.length() && text.charAt(at) != ']') {
            char c = text.charAt(at);
            if (c == '{') {
                int end = objectEnd();
                if (end < 0) {
                    break;
                }
                try {
                    Map<String, Object> object = OBJECT.readValue(text.substring(at, end));
                    if (!object.isEmpty()) {
                        rows.add(new IpObject(object));
                    }
                } catch (JsonProcessingException _) {
                    return wrong(expected);
                }
                step(end);
            } else if (c == ',' || Character.isWhitespace(c)) {
                step(at + 1);
            } else {
                return wrong(expected);
            }
        }
        return new Parsed<>(rows, List.of());
    }

    /** The position after the brace that closes the object at the current position; -1 if it is not closed. */
    private int objectEnd() {
        int depth = 0;
        boolean quoted = false;
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    private void step(int to) {
        for (; at < to; at++) {
            line += text.charAt(at) == '\n' ? 1 : 0;
        }
    }

    private Parsed<IpObject> wrong(String expected) {
        int end = text.indexOf('\n', at);
        String found = text.substring(at, end < 0 ? text.length() : end);
        return new Parsed<>(List.of(), List.of(new ParseProblem(line, expected + " in JSON", found.strip())));
    }
}
