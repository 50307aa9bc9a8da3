package org.patchbay.progress;

import java.time.Instant;

/**
 * A task that passed after a rewind, for the first time or again.
 *
 * @param rewind the {@link Rewind#number()} of the one that was in force
 */
public record PassedSince(int rewind, String step, String task, Instant at) {}
