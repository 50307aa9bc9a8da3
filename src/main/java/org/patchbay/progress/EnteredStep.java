package org.patchbay.progress;

import java.time.Instant;

/** A step that was unlocked, and when. */
public record EnteredStep(String step, Instant at) {}
