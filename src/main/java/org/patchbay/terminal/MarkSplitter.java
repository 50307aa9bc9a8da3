package org.patchbay.terminal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Splits a terminal's stream into text and the shell's marks (OSC 133 and 633), independent of how it is split into
 * chunks. Everything but well-formed marks is passed on unchanged. Total on any bytes, linear, holds at most {@value
 * #LIMIT} bytes; a longer mark is cut. As in xterm, an OSC ends with BEL or {@code ESC \}; CAN, SUB and any other ESC
 * abort it.
 */
final class MarkSplitter {
    static final int LIMIT = 64 * 1024;

    private static final byte ESC = 0x1b;
    private static final byte BEL = 0x07;
    private static final byte CAN = 0x18;
    private static final byte SUB = 0x1a;
    private static final byte[] BELL = {BEL};
    private static final byte[] STRING_TERMINATOR = {ESC, '\\'};
    /** {@code ESC ]}, then {@code 133;} or {@code 633;}. */
    private static final int PREFIX = 6;

    private final Sink sink;
    private State state = State.TEXT;
    private byte[] held = new byte[64];
    private int count;

    MarkSplitter(Sink sink) {
        this.sink = sink;
    }

    void feed(byte[] bytes, int from, int to) {
        int shown = from;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            switch (state) {
                case TEXT -> {
                    if (b == ESC) {
                        text(bytes, shown, i);
                        hold(b);
                        state = State.PREFIX;
                    }
                }
                case PREFIX -> {
                    if (fits(b, count)) {
                        hold(b);
                        state = count == PREFIX ? State.BODY : State.PREFIX;
                    } else {
                        flush();
                        shown = i;
                        if (b == ESC) {
                            hold(b);
                        } else {
                            state = State.TEXT;
                        }
                    }
                }
                case BODY -> {
                    if (b == BEL) {
                        mark(BELL);
                        shown = i + 1;
                    } else if (b == ESC) {
                        state = State.BODY_ESCAPE;
                    } else if (b == CAN || b == SUB) {
                        flush();
                        shown = i;
                        state = State.TEXT;
                    } else {
                        hold(b);
                    }
                }
                case BODY_ESCAPE -> {
                    if (b == '\\') {
                        mark(STRING_TERMINATOR);
                        shown = i + 1;
                    } else {
                        flush();
                        hold(ESC);
                        state = State.PREFIX;
                        // The byte after the aborting ESC is processed again, like the one after any ESC.
                        i--;
                        shown = i + 1;
                    }
                }
            }
        }
        if (state == State.TEXT) {
            text(bytes, shown, to);
        }
    }

    /** Bytes are missing: what was held can't be completed. */
    void reset() {
        count = 0;
        state = State.TEXT;
    }

    private static boolean fits(byte b, int at) {
        return switch (at) {
            case 1 -> b == ']';
            case 2 -> b == '1' || b == '6';
            case 3, 4 -> b == '3';
            case 5 -> b == ';';
            default -> false;
        };
    }

    private void hold(byte b) {
        if (count == LIMIT) {
            return;
        }
        if (count == held.length) {
            held = Arrays.copyOf(held, Math.min(LIMIT, held.length * 2));
        }
        held[count++] = b;
    }

    private void mark(byte[] terminator) {
        ShellMark.parse(new String(held, 2, count - 2, StandardCharsets.UTF_8)).ifPresentOrElse(sink::mark, () -> {
            flush();
            text(terminator, 0, terminator.length);
        });
        count = 0;
        if (held.length > 4096) {
            held = new byte[64];
        }
        state = State.TEXT;
    }

    private void flush() {
        text(held, 0, count);
        count = 0;
    }

    private void text(byte[] bytes, int from, int to) {
        if (to > from) {
            sink.text(bytes, from, to);
        }
    }

    private enum State {
        TEXT,
        PREFIX,
        BODY,
        BODY_ESCAPE
    }

    /** Receives the parts in order. */
    interface Sink {
        /** The array may be reused after the call. */
        void text(byte[] bytes, int from, int to);

        void mark(ShellMark mark);
    }
}
