package org.patchbay.lesson;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Supplier;

/** Collects problems, without duplicates and at most {@value #LIMIT}. Not thread-safe. */
final class Problems {
    private static final int LIMIT = 1000;

    private final SequencedSet<Problem> all = new LinkedHashSet<>();

    void add(Problem problem) {
        if (all.size() < LIMIT) {
            all.add(problem);
        }
    }

    /** Ordered by file and line. */
    List<Problem> all() {
        return all.stream()
                .sorted(Comparator.comparing(Problem::file).thenComparingInt(Problem::line))
                .toList();
    }

    boolean none() {
        return all.isEmpty();
    }

    /** The same collection, for problems of one file. */
    InFile in(String file) {
        return new InFile(this, file);
    }

    /** Collects problems of one file. */
    record InFile(Problems problems, String file) {
        void at(int line, String message) {
            problems.add(new Problem(file, line, message));
        }

        /** Reads an item; a flaw in it becomes a problem, and reading of other items continues. */
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
