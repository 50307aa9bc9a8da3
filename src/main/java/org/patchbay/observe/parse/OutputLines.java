package org.patchbay.observe.parse;

/** Steps through the lines of a text as a terminal showed it. Not safe for use by several threads. */
final class OutputLines {
    private final String text;
    private int next;
    private int number;
    private String line = "";
    private boolean complete;

    OutputLines(String raw) {
        this.text = TerminalText.plain(raw);
    }

    /** Goes on to the next line; false when there is none. */
    boolean advance() {
        if (next >= text.length()) {
            return false;
        }
        int end = text.indexOf('\n', next);
        complete = end >= 0;
        line = text.substring(next, complete ? end : text.length());
        // What a terminal echoes of Ctrl-C stands before what the program says next.
        if (line.startsWith("^C")) {
            line = line.substring(2);
        }
        next = complete ? end + 1 : text.length();
        number++;
        return true;
    }

    String line() {
        return line;
    }

    /** Counts from 1. */
    int number() {
        return number;
    }

    /** Whether the line was ended; a last line without an end may have been cut. */
    boolean complete() {
        return complete;
    }

    boolean blank() {
        return line.isBlank();
    }

    /** Whether it may be a shell's prompt, with a command behind it or not. */
    boolean prompt() {
        for (int i = 0; i < line.length(); i++) {
            if ("#$%>❯".indexOf(line.charAt(i)) >= 0 && (i + 1 == line.length() || line.charAt(i + 1) == ' ')) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether it is of somebody else who wrote to the same terminal: the shell with its prompt and its remarks on jobs, a
     * tcpdump in the background.
     */
    boolean stranger() {
        return prompt() || job() || Tcpdump.says(line);
    }

    /** {@code [1] 214}, {@code [1]+  Done   tcpdump -n}. */
    private boolean job() {
        int close = line.indexOf(']');
        return line.startsWith("[")
                && close > 1
                && close < 6
                && LineTokens.integer(line.substring(1, close)).isPresent();
    }

    ParseProblem problem(String expected) {
        return new ParseProblem(number, expected, line.strip());
    }
}
