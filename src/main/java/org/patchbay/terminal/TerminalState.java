package org.patchbay.terminal;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * State of a terminal at one moment. Immutable.
 *
 * @param connected whether the sandbox is connected; input is refused after a lost connection
 * @param ended whether its shell has ended
 * @param exitStatus of the shell, once it has ended, if known
 * @param namespace inode of the innermost shell's network namespace, if reported
 * @param foreground the command line that runs in the innermost shell; empty at its prompt
 */
public record TerminalState(
        boolean connected, boolean ended, OptionalInt exitStatus, OptionalLong namespace, String foreground) {
    /** Whether a command runs. */
    public boolean busy() {
        return !foreground.isEmpty();
    }

    TerminalState at(ShellPlace place) {
        return new TerminalState(connected, ended, exitStatus, place.namespace(), place.foreground());
    }

    TerminalState withConnected(boolean now) {
        return new TerminalState(now, false, OptionalInt.empty(), namespace, foreground);
    }

    TerminalState withEnd(OptionalInt status) {
        return new TerminalState(false, true, status, namespace, foreground);
    }
}
