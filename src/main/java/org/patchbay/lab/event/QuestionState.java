package org.patchbay.lab.event;

import java.util.Optional;

/**
 * A question's state for one learner.
 *
 * @param chosen the last choice
 * @param correct whether that is the answer; false before any choice
 * @param attemptsLeft 0 once it is settled, correctly or not
 */
public record QuestionState(Optional<String> chosen, boolean correct, int attemptsLeft) {
    /** Whether no further answer is accepted. */
    public boolean settled() {
        return correct || attemptsLeft == 0;
    }
}
