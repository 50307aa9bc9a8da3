package org.patchbay.lab.event;

import java.util.Optional;

/**
 * A question's state for one learner.
 *
 * @param chosen the last choice
 * @param correct whether that is the answer; false before any choice
 * @param attemptsLeft 0 once it is settled, rightly or not
 */
public record QuestionState(Optional<String> chosen, boolean correct, int attemptsLeft) {
    /** Nothing more can be answered. */
    public boolean settled() {
        return correct || attemptsLeft == 0;
    }
}
