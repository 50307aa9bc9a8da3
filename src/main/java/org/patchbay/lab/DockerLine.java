package org.patchbay.lab;

import java.util.regex.Pattern;

/** Detects command lines that run Docker's client, by far the slowest program on an emulated machine. */
final class DockerLine {
    /** Positions where a shell starts a program: at a line's start, after an operator or prefix, in a substitution. */
    private static final Pattern STARTED = Pattern.compile("(?m)(?:^|[;|&(`]|\\b(?:sudo|time)\\s)\\s*docker\\s");

    private DockerLine() {}

    static boolean startsDocker(String line) {
        return STARTED.matcher(line).find();
    }
}
