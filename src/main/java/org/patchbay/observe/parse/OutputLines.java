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

    /** Advances to the next line; false if there is none. */
    boolean advance() {
        if (next >= text.length()) {
            return false;
        }
        int end = text.indexOf('\n', next);
        complete = end >= 0;
        line = text.substring(next, complete ? end : text.length());
        // A terminal's echo of Ctrl-C precedes what the program prints next.
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

    /** The current line's number, from 1. */
    int number() {
        return number;
    }

    /** Whether the line has a line end; an unfinished last line may be cut. */
    boolean complete() {
        return complete;
    }

    boolean blank() {
        return line.isBlank();
    }

    /** Whether it may be a shell's prompt, with or without a command after it. */
    boolean prompt() {
        for (int i = 0; i < line.length(); i++) {
            if ("#$%>❯".indexOf(line.charAt(i)) >= 0 && (i + 1 == line.length() || line.charAt(i + 1) == ' ')) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether another program that writes to the same terminal printed it: the shell (prompt, job messages), or tcpdump
     * in the background.
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
