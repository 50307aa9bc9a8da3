package org.patchbay.lesson;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * In which order a learner sees choices. The same for the same seed, whatever the language, so that a page which comes
 * back, or changes its language, shows them as before.
 *
 * @param step and the question in it: two questions of one learner are ordered independently
 */
record ChoiceOrder(long seed, String step) {
    <T> List<T> of(String question, List<T> choices, Function<T, String> id) {
        return choices.stream()
                .sorted(Comparator.comparingLong(c -> Draw.number(seed, step, question, id.apply(c))))
                .toList();
    }
}
