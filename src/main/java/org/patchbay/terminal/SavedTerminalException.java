package org.patchbay.terminal;

/** A file is no saved terminal. The message says what is wrong with it, and the line where that is known. */
public final class SavedTerminalException extends Exception {
    private static final long serialVersionUID = 1;

    SavedTerminalException(String message) {
        super(message);
    }
}
