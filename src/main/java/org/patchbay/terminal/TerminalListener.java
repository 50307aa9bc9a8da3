package org.patchbay.terminal;

import org.patchbay.observe.Command;

/**
 * Hears what happens in a terminal, from its own threads, one call after the other. Must return soon: the terminal's
 * recording, and at last the terminal itself, waits for it. May call the terminal, except to close it.
 */
public interface TerminalListener {
    /**
     * A command has started, printed a line, or ended. A flood of lines is told of some times a second, the last state
     * always.
     */
    void commandChanged(Command command);

    void stateChanged(TerminalState state);

    /**
     * The terminal works on, but is no longer recorded. Told once.
     *
     * @param reason a sentence for the operator
     */
    void recordingStopped(String reason);
}
