package org.patchbay.progress;

import java.time.Instant;

/**
 * A task that passed after a rewind, possibly again.
 *
 * @param rewind the newest {@link Rewind#number()} at that time
 */
public record PassedSince(int rewind, String step, String task, Instant at) {}
