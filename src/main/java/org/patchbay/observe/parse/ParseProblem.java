package org.patchbay.observe.parse;

/**
 * A place where the text is not the expected tool's output.
 *
 * @param line from 1
 * @param expected what would have been valid there
 * @param found what is there, at most {@value #LIMIT} characters of it
 */
public record ParseProblem(int line, String expected, String found) {
    private static final int LIMIT = 120;

    public ParseProblem {
        if (found.length() > LIMIT) {
            found = found.substring(0, LIMIT - 1) + "…";
        }
    }

    @Override
    public String toString() {
        return "line " + line + ": expected " + expected + ", found "
                + (found.isEmpty() ? "nothing" : "'" + found + "'");
    }
}
