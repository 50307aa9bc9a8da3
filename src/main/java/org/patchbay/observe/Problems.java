package org.patchbay.observe;

import java.util.ArrayList;
import java.util.List;

/** The first problems of a text; those beyond {@link Parsed#PROBLEM_LIMIT} are not kept. */
final class Problems {
    private final List<Problem> first = new ArrayList<>();

    void add(Problem problem) {
        if (first.size() < Parsed.PROBLEM_LIMIT) {
            first.add(problem);
        }
    }

    boolean full() {
        return first.size() == Parsed.PROBLEM_LIMIT;
    }

    List<Problem> all() {
        return first;
    }
}
