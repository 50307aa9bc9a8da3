package org.patchbay.progress;

import java.time.Instant;

/** What a learner expected before an experiment. It is made once. */
public record MadePrediction(String step, String prediction, String choice, Instant at) {}
