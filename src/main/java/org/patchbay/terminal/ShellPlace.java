package org.patchbay.terminal;

import java.util.OptionalLong;

/**
 * Where a terminal's innermost shell is and what it is at.
 *
 * @param namespace inode of its network namespace, if it said
 * @param foreground the command line that it runs; empty while it waits at its prompt
 */
record ShellPlace(OptionalLong namespace, String foreground) {
    static final ShellPlace UNKNOWN = new ShellPlace(OptionalLong.empty(), "");
}
