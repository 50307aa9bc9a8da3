package org.patchbay.terminal;

import java.util.Optional;

/**
 * A moment that a recording names, as an asciicast marker ({@code "m"},
 * <a href="https://docs.asciinema.org/manual/asciicast/v2/#m-marker">asciicast v2</a>).
 *
 * @param at seconds since the recording's beginning
 */
public record Marker(double at, String label) {
    /** The most characters of a label that is made here. */
    static final int LONGEST = 240;

    private static final String COMMAND = "$ ";

    /** The label of a command that starts: its line, as one line. */
    static String ofCommand(String line) {
        String whole = COMMAND + line.strip().replaceAll("\\s+", " ");
        if (whole.length() <= LONGEST) {
            return whole;
        }
        int end = Character.isHighSurrogate(whole.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
        return whole.substring(0, end) + "…";
    }

    /** The command line that started here, if that is what the marker says. */
    public Optional<String> command() {
        return label.startsWith(COMMAND) ? Optional.of(label.substring(COMMAND.length())) : Optional.empty();
    }
}
