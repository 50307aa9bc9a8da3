package org.patchbay.lesson;

/** One action of a person at a terminal. */
public sealed interface Action {
    /** The terminal's name within the solution; {@code a} is the first one. */
    String terminal();

    /** Types a line and Enter, once the terminal is at its prompt. */
    record Type(String terminal, String line) implements Action {}

    /** Waits until this text is printed after the last typed line, or that line's command has ended. */
    record Until(String terminal, String text) implements Action {}

    /** Presses a key while a command runs. */
    record Press(String terminal, Key key) implements Action {}

    /** A key, and the byte that a terminal sends for it. */
    enum Key {
        CTRL_C("C-c", 3),
        CTRL_D("C-d", 4),
        CTRL_Z("C-z", 26);

        private final String written;
        private final int code;

        Key(String written, int code) {
            this.written = written;
            this.code = code;
        }

        /** The name in lessons. */
        public String written() {
            return written;
        }

        /** The byte. */
        public int code() {
            return code;
        }
    }
}
