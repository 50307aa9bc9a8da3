package org.patchbay.progress;

import java.time.Instant;

/**
 * The learner went back to where they had entered a step.
 *
 * @param number counts a lab's rewinds from 1
 */
public record Rewind(int number, String step, Instant at) {}
