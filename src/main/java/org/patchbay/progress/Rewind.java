package org.patchbay.progress;

import java.time.Instant;

/**
 * A rewind to the state in which the learner entered a step.
 *
 * @param number of the lab's rewind, from 1
 */
public record Rewind(int number, String step, Instant at) {}
