package org.patchbay.lesson;

import java.util.function.Supplier;

/** Ends the reading of one item in a lesson file; {@link Problems.InFile#reading} turns it into a problem. */
final class Flaw extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int line;

    Flaw(int line, String message) {
        super(message);
        this.line = line;
    }

    /** Creates a value; an {@link IllegalArgumentException} becomes a flaw of this line. */
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
