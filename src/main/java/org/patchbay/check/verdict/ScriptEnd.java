package org.patchbay.check.verdict;

/**
 * The result of a script.
 *
 * @param status as in a shell: 126 and 127 if it could not be run, 128 + n for signal n
 * @param output with standard error; the end of it, if it was long
 */
public record ScriptEnd(int status, String output) implements Finding {
    private static final int COULD_NOT_RUN = 126;

    /** Whether the status is the script's own, and not the shell's for one that could not be run. */
    public boolean meant() {
        return status >= 0 && status < COULD_NOT_RUN;
    }
}
