package org.patchbay.progress;

import java.time.Instant;

/** A learner's prediction before an experiment. It can't be changed. */
public record MadePrediction(String step, String prediction, String choice, Instant at) {}
