package org.patchbay.observe.parse;

/**
 * Turns what a terminal received into the text that a person would read on it, line by line: escape sequences removed
 * (ECMA-48: CSI, OSC, DCS, SOS, PM, APC, two-character and charset sequences), carriage return and backspace applied to
 * the current line, other control characters dropped. Cursor movements to other lines are ignored. Pure, total, linear
 * in the input; the result is never longer than the input.
 */
public final class TerminalText {
    private static final char ESC = 0x1b;
    private static final char BEL = 0x07;
    private static final char STRING_TERMINATOR = 0x9c;

    private final CharSequence input;
    private final StringBuilder out;
    private int lineStart;
    private int cursor;

    private TerminalText(CharSequence input) {
        this.input = input;
        this.out = new StringBuilder(input.length());
    }

    /** The text without escape sequences; lines end with {@code \n}. */
    public static String plain(CharSequence input) {
        String text = input.toString();
        return needed(text) ? new TerminalText(text).run() : text;
    }

    /** Fast path: most output contains nothing to remove. */
    private static boolean needed(String input) {
        for (int i = 0; i < input.length(); i++) {
            char c = input.charAt(i);
            if (c < ' ' && c != '\n' && c != '\t' || c >= 0x7f && c < 0xa0) {
                return true;
            }
        }
        return false;
    }

    private String run() {
        int i = 0;
        while (i < input.length()) {
            char c = input.charAt(i++);
            if (c == ESC) {
                i = skipEscape(i);
            } else if (c == 0x9b) {
                i = skipControlSequence(i);
            } else if (c == 0x90 || c == 0x98 || c == 0x9d || c == 0x9e || c == 0x9f) {
                i = skipString(i);
            } else {
                put(c);
            }
        }
        return out.toString();
    }

    private void put(char c) {
        if (c == '\n') {
            out.append('\n');
            lineStart = out.length();
            cursor = lineStart;
        } else if (c == '\r') {
            cursor = lineStart;
        } else if (c == '\b') {
            stepBack();
        } else if (c == '\t' || c >= ' ' && (c < 0x7f || c >= 0xa0)) {
            overwrite(c);
        }
    }

    private void stepBack() {
        if (cursor > lineStart) {
            cursor--;
            if (cursor > lineStart
                    && cursor < out.length()
                    && Character.isLowSurrogate(out.charAt(cursor))
                    && Character.isHighSurrogate(out.charAt(cursor - 1))) {
                cursor--;
            }
        }
    }

    private void overwrite(char c) {
        if (cursor < out.length()) {
            out.setCharAt(cursor, c);
        } else {
            out.append(c);
        }
        cursor++;
    }

    /** Skips a sequence whose ESC is before {@code i}; returns where the text continues. */
    private int skipEscape(int i) {
        if (i >= input.length()) {
            return i;
        }
        char c = input.charAt(i);
        return switch (c) {
            case '[' -> skipControlSequence(i + 1);
            case ']', 'P', 'X', '^', '_' -> skipString(i + 1);
            default -> skipTwoCharacters(i);
        };
    }

    /** Intermediate bytes, then one final byte (ECMA-35). Anything else ends the sequence and is text again. */
    private int skipTwoCharacters(int i) {
        int at = i;
        while (at < input.length() && input.charAt(at) >= ' ' && input.charAt(at) <= '/') {
            at++;
        }
        return at < input.length() && input.charAt(at) >= '0' && input.charAt(at) <= '~' ? at + 1 : at;
    }

    private int skipControlSequence(int i) {
        int at = i;
        while (at < input.length() && input.charAt(at) >= ' ' && input.charAt(at) <= '?') {
            at++;
        }
        if (at >= input.length()) {
            return at;
        }
        char last = input.charAt(at);
        if (last == 'K') {
            erase(input.subSequence(i, at));
        } else if (last == 'C') {
            forward(input.subSequence(i, at));
        }
        return last >= '@' && last <= '~' ? at + 1 : at;
    }

    /** EL: erases the rest of the line, or all of it; readline redraws with it. */
    private void erase(CharSequence parameter) {
        if (parameter.isEmpty() || parameter.toString().equals("0")) {
            out.setLength(cursor);
        } else if (parameter.toString().equals("2")) {
            out.setLength(lineStart);
            cursor = lineStart;
        }
    }

    /** CUF: moves over existing text, never beyond its end, so the result stays bounded. */
    private void forward(CharSequence parameter) {
        int steps = 0;
        for (int i = 0; i < parameter.length() && steps < input.length(); i++) {
            int digit = parameter.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return;
            }
            steps = steps * 10 + digit;
        }
        cursor = (int) Math.min(out.length(), (long) cursor + Math.max(1, steps));
    }

    /** Skips to BEL or the string terminator; an ESC that begins another sequence ends it too. */
    private int skipString(int i) {
        int at = i;
        while (at < input.length()) {
            char c = input.charAt(at);
            if (c == BEL || c == STRING_TERMINATOR) {
                return at + 1;
            }
            if (c == ESC) {
                return at + 1 < input.length() && input.charAt(at + 1) == '\\' ? at + 2 : at;
            }
            if (c == 0x18 || c == 0x1a) {
                return at + 1;
            }
            at++;
        }
        return at;
    }
}
