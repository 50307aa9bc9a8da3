package org.patchbay.terminal;

import java.util.Optional;

/**
 * A marker of a recording ({@code "m"}, <a href="https://docs.asciinema.org/manual/asciicast/v2/#m-marker">asciicast
 * v2</a>).
 *
 * @param at seconds since the recording's start
 */
public record Marker(double at, String label) {
    /** Limit of a label written by the server, in characters. */
    static final int LONGEST = 240;

    private static final String COMMAND = "$ ";

    /** The label of a command: its line, joined to one line. */
    static String ofCommand(String line) {
        String whole = COMMAND + line.strip().replaceAll("\\s+", " ");
        if (whole.length() <= LONGEST) {
            return whole;
        }
        int end = Character.isHighSurrogate(whole.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
        return whole.substring(0, end) + "…";
    }

    /** The command line, if the marker is for a command's start. */
    public Optional<String> command() {
        return label.startsWith(COMMAND) ? Optional.of(label.substring(COMMAND.length())) : Optional.empty();
    }
}
