package org.patchbay.terminal;

import org.patchbay.observe.Command;

/**
 * Receives events of a terminal, on its own threads, one call at a time. Must return soon: recording, and finally the
 * terminal, wait for it. May call the terminal, except to close it.
 */
public interface TerminalListener {
    /**
     * A command started, printed a line, or ended. Calls are limited to a few per second; the last state is always
     * reported.
     */
    void commandChanged(Command command);

    void stateChanged(TerminalState state);

    /**
     * The terminal continues without recording. Called once.
     *
     * @param reason a sentence for the operator
     */
    void recordingStopped(String reason);
}
