package org.patchbay.progress;

import java.time.Instant;

/** A task whose solution was shown on the learner's request. */
public record ShownSolution(String step, String task, Instant at) {}
