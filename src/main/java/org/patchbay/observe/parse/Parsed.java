package org.patchbay.observe.parse;

import java.util.List;

/**
 * The result of parsing a text. Immutable.
 *
 * @param rows what could be parsed, in order
 * @param problems what is not the tool's output; the first {@value #PROBLEM_LIMIT}
 */
public record Parsed<R extends Row>(List<R> rows, List<ParseProblem> problems) {
    /** The most problems that are reported per text. */
    public static final int PROBLEM_LIMIT = 20;

    public Parsed {
        rows = List.copyOf(rows);
        problems = List.copyOf(problems.size() > PROBLEM_LIMIT ? problems.subList(0, PROBLEM_LIMIT) : problems);
    }
}
