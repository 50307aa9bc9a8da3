package org.patchbay.check.verdict;

/**
 * Evidence as a tool prints it.
 *
 * @param source the command whose output shows it, such as {@code ip -br link}
 * @param text the line or lines; at most {@value #LIMIT} characters, longer text is cut
 */
public record Quote(String source, String text) {
    /** Limit of a quote, in characters. */
    public static final int LIMIT = 2_000;

    public Quote {
        if (text.length() > LIMIT) {
            text = text.substring(0, LIMIT - 1) + "…";
        }
    }
}
