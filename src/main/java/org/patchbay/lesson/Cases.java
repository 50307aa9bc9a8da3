package org.patchbay.lesson;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A lesson's cases, of which each learner draws some.
 *
 * @param all steps of the lesson in order, cases and others
 * @param drawn how many cases a learner gets; 0 if the lesson has none
 */
record Cases(List<Step> all, int drawn) {
    Cases {
        all = List.copyOf(all);
    }

    /** Errors in the cases: every draw must be possible, and worth the same points. */
    Stream<String> flaws() {
        List<Step> cases = cases();
        if (cases.isEmpty() && drawn == 0) {
            return Stream.empty();
        }
        if (drawn < 1 || drawn > cases.size()) {
            return Stream.of("of " + cases.size() + " cases (steps with 'case') " + drawn + " can't be drawn");
        }
        Step first = cases.getFirst();
        return cases.stream()
                .filter(one -> one.points() != first.points()
                        || one.tasks().size() != first.tasks().size())
                .map(one -> "the case '" + one.id() + "' has " + worth(one) + ", but '" + first.id() + "' has "
                        + worth(first) + ": whatever is drawn must be worth the same");
    }

    /** The steps for this seed, in order: all that are no cases, and the drawn cases. */
    List<Step> of(long seed, String lesson) {
        List<Step> hand = cases().stream()
                .sorted(Comparator.comparingLong(one -> Draw.number(seed, lesson, "case", one.id())))
                .limit(drawn)
                .toList();
        return with(hand);
    }

    /** Selections of the drawn size that together contain every case; one with all steps if there are no cases. */
    List<List<Step>> rounds() {
        List<Step> cases = cases();
        if (cases.isEmpty()) {
            return List.of(all);
        }
        List<List<Step>> rounds = new ArrayList<>();
        for (int from = 0; from < cases.size(); from += drawn) {
            // The last one begins earlier, so that it has the same size.
            int start = Math.min(from, cases.size() - drawn);
            rounds.add(with(cases.subList(start, start + drawn)));
        }
        return rounds;
    }

    private List<Step> with(List<Step> hand) {
        return all.stream()
                .filter(step -> !step.isCase() || hand.contains(step))
                .toList();
    }

    private List<Step> cases() {
        return all.stream().filter(Step::isCase).toList();
    }

    private static String worth(Step one) {
        return one.tasks().size() + " tasks and " + one.points() + " points";
    }
}
