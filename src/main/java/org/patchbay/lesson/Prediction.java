package org.patchbay.lesson;

import java.util.List;

/**
 * A question before an experiment, without points.
 *
 * @param id unique in its step
 * @param before the task that is the experiment
 * @param choices their ids, in this learner's order
 * @param actual the choice that the experiment confirms
 */
public record Prediction(String id, String before, List<String> choices, String actual) {
    public Prediction {
        choices = List.copyOf(choices);
    }

    Prediction ordered(ChoiceOrder order) {
        return new Prediction(id, before, order.of(id, choices, choice -> choice), actual);
    }
}
