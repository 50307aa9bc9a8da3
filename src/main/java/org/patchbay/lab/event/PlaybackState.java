package org.patchbay.lab.event;

import java.util.Optional;

/**
 * A task that is being solved before the learner's eyes.
 *
 * @param terminal in which something was typed last; empty before anything was
 */
public record PlaybackState(TaskKey task, Optional<String> terminal) {}
