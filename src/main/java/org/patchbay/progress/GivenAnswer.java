package org.patchbay.progress;

import java.time.Instant;

/**
 * An answer to a question.
 *
 * @param attempt number of the answer to this question in this lab, from 1
 * @param points 0 unless it is right
 */
public record GivenAnswer(
        String step, String question, int attempt, String choice, boolean correct, int points, Instant at) {}
