package org.patchbay.observe.parse;

/**
 * Why a text is not the output that it was taken for.
 *
 * @param line counts from 1
 * @param expected what could have stood there
 * @param found what does, at most {@value #LIMIT} characters of it
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
