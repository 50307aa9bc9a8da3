package org.patchbay.lesson;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The order of choices for one learner. The same for the same seed in any language, so that a reloaded page shows it
 * unchanged.
 *
 * @param step each question in it is ordered independently
 */
record ChoiceOrder(long seed, String step) {
    <T> List<T> of(String question, List<T> choices, Function<T, String> id) {
        return choices.stream()
                .sorted(Comparator.comparingLong(c -> Draw.number(seed, step, question, id.apply(c))))
                .toList();
    }
}
