package org.patchbay.observe.parse;

import java.util.ArrayList;
import java.util.List;

/** The first problems of a text; those beyond {@link Parsed#PROBLEM_LIMIT} are not kept. */
final class ParseProblems {
    private final List<ParseProblem> first = new ArrayList<>();

    void add(ParseProblem problem) {
        if (first.size() < Parsed.PROBLEM_LIMIT) {
            first.add(problem);
        }
    }

    boolean full() {
        return first.size() == Parsed.PROBLEM_LIMIT;
    }

    List<ParseProblem> all() {
        return first;
    }
}
