package org.patchbay.observe.parse;

import java.util.ArrayList;
import java.util.List;

/** Collects a text's problems, at most {@link Parsed#PROBLEM_LIMIT}. */
final class ParseProblems {
    private final List<ParseProblem> first = new ArrayList<>();

    void add(ParseProblem problem) {
        if (first.size() < Parsed.PROBLEM_LIMIT) {
            first.add(problem);
        }
    }

    List<ParseProblem> all() {
        return first;
    }
}
