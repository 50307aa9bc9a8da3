package org.patchbay.progress;

import java.time.Instant;

/**
 * A hint that the learner asked for.
 *
 * @param hint counts a task's hints from 1
 */
public record RevealedHint(String step, String task, int hint, Instant at) {}
