package org.patchbay.check.verdict;

/**
 * How a script ended.
 *
 * @param status as a shell counts: 126 and 127 when it could not be run, 128 + n for signal n
 * @param output what it printed, standard error included; the end of it, if it was long
 */
public record ScriptEnd(int status, String output) implements Finding {
    private static final int COULD_NOT_RUN = 126;

    /** Whether the script itself said so, and not the shell that it could not be run. */
    public boolean meant() {
        return status >= 0 && status < COULD_NOT_RUN;
    }
}
