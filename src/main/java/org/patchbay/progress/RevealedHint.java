package org.patchbay.progress;

import java.time.Instant;

/**
 * A hint that the learner requested.
 *
 * @param hint number of the task's hint, from 1
 */
public record RevealedHint(String step, String task, int hint, Instant at) {}
