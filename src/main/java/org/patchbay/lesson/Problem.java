package org.patchbay.lesson;

/**
 * An error in a lesson file.
 *
 * @param file relative to the course's folder, with slashes
 * @param line from 1
 * @param message one sentence: what is wrong, and what is valid
 */
public record Problem(String file, int line, String message) {
    /** {@code file:line: message}, as compilers print it. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + message;
    }
}
