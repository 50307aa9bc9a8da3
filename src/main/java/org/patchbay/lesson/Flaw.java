package org.patchbay.lesson;

import java.util.function.Supplier;

/** Ends the reading of one thing in a lesson file; {@link Problems.InFile#reading} turns it into a problem. */
final class Flaw extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int line;

    Flaw(int line, String message) {
        super(message);
        this.line = line;
    }

    /** A value that was made of what a line says; what refuses to make it says why. */
    static <T> T at(int line, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new Flaw(line, e.getMessage());
        }
    }

    int line() {
        return line;
    }
}
