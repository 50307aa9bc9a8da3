package org.patchbay.terminal;

import java.util.OptionalLong;

/**
 * State of a terminal's innermost shell.
 *
 * @param namespace inode of its network namespace, if reported
 * @param foreground the command line that it runs; empty at its prompt
 */
record ShellPlace(OptionalLong namespace, String foreground) {
    static final ShellPlace UNKNOWN = new ShellPlace(OptionalLong.empty(), "");
}
