package org.patchbay.lesson;

/** Ends the reading of one thing in a lesson file; {@link Problems.InFile#reading} turns it into a problem. */
final class Flaw extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int line;

    Flaw(int line, String message) {
        super(message);
        this.line = line;
    }

    int line() {
        return line;
    }
}
