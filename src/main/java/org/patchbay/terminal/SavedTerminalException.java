package org.patchbay.terminal;

/** A file is no saved terminal. The message has the reason and, if known, the line. */
public final class SavedTerminalException extends Exception {
    private static final long serialVersionUID = 1;

    SavedTerminalException(String message) {
        super(message);
    }
}
