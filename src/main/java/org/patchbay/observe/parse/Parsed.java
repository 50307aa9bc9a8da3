package org.patchbay.observe.parse;

import java.util.List;

/**
 * What was read from a text.
 *
 * @param rows what could be read, in order
 * @param problems what stands there and is not the tool's output; empty when all of it is. At most
 *     {@value #PROBLEM_LIMIT}, the first ones
 */
public record Parsed<R extends Row>(List<R> rows, List<ParseProblem> problems) {
    /** The most problems that are reported of one text. */
    public static final int PROBLEM_LIMIT = 20;

    public Parsed {
        rows = List.copyOf(rows);
        problems = List.copyOf(problems.size() > PROBLEM_LIMIT ? problems.subList(0, PROBLEM_LIMIT) : problems);
    }
}
