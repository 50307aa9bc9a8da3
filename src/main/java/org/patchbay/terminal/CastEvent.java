package org.patchbay.terminal;

import java.nio.charset.StandardCharsets;

/** One line of an asciicast v2 file: {@code [seconds, "code", "data"]}, with all control characters escaped. */
final class CastEvent {
    private CastEvent() {}

    /** @param micros since the recording's beginning */
    static byte[] line(long micros, char code, CharSequence data) {
        StringBuilder line = new StringBuilder(data.length() + data.length() / 8 + 32);
        line.append('[').append(micros / 1_000_000).append('.');
        String fraction = Long.toString(micros % 1_000_000);
        line.repeat('0', 6 - fraction.length()).append(fraction);
        line.append(", \"").append(code).append("\", \"");
        for (int i = 0; i < data.length(); i++) {
            escape(data.charAt(i), line);
        }
        return line.append("\"]\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void escape(char c, StringBuilder line) {
        if (c == '\n') {
            line.append("\\n");
        } else if (c == '\r') {
            line.append("\\r");
        } else if (c == '"' || c == '\\') {
            line.append('\\').append(c);
        } else if (c < ' ' || c == 0x7f) {
            line.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
        } else {
            line.append(c);
        }
    }
}
