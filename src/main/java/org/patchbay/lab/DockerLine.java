package org.patchbay.lab;

import java.util.regex.Pattern;

/** Tells command lines that run Docker's client, by far the slowest programs of an emulated machine. */
final class DockerLine {
    /** Where a shell starts a program: at a line's beginning, behind an operator, in a substitution, behind a prefix. */
    private static final Pattern STARTED = Pattern.compile("(?m)(?:^|[;|&(`]|\\b(?:sudo|time)\\s)\\s*docker\\s");

    private DockerLine() {}

    static boolean startsDocker(String line) {
        return STARTED.matcher(line).find();
    }
}
