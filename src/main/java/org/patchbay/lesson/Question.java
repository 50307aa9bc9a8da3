package org.patchbay.lesson;

import java.util.List;

/**
 * A question with choices, one of which is correct.
 *
 * @param id unique in its step
 * @param points 0 to 100, earned by the correct answer
 * @param attempts how often one may answer, at least 1
 * @param choices their ids, in this learner's order
 * @param answer the correct choice's id
 */
public record Question(String id, int points, int attempts, List<String> choices, String answer) {
    public Question {
        choices = List.copyOf(choices);
    }

    Question ordered(ChoiceOrder order) {
        return new Question(id, points, attempts, order.of(id, choices, choice -> choice), answer);
    }

    /** Whether this choice is correct. */
    public boolean right(String choice) {
        return answer.equals(choice);
    }
}
