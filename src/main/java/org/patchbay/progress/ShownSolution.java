package org.patchbay.progress;

import java.time.Instant;

/** A task that was solved before the learner's eyes because they asked for it. */
public record ShownSolution(String step, String task, Instant at) {}
