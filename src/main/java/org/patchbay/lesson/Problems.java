package org.patchbay.lesson;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Supplier;

/** Collects what is wrong, once each and at most {@value #LIMIT}. For one thread. */
final class Problems {
    private static final int LIMIT = 1000;

    private final SequencedSet<Problem> all = new LinkedHashSet<>();

    void add(Problem problem) {
        if (all.size() < LIMIT) {
            all.add(problem);
        }
    }

    /** By file and line. */
    List<Problem> all() {
        return all.stream()
                .sorted(Comparator.comparing(Problem::file).thenComparingInt(Problem::line))
                .toList();
    }

    boolean none() {
        return all.isEmpty();
    }

    /** The same collection, for what is found in one file. */
    InFile in(String file) {
        return new InFile(this, file);
    }

    /** Where what is found in one file goes. */
    record InFile(Problems problems, String file) {
        void at(int line, String message) {
            problems.add(new Problem(file, line, message));
        }

        /** Reads something; a flaw in it is noted, and the reading of other things goes on. */
        <T> Optional<T> reading(Supplier<T> something) {
            try {
                return Optional.of(something.get());
            } catch (Flaw flaw) {
                at(flaw.line(), flaw.getMessage());
                return Optional.empty();
            }
        }
    }
}
