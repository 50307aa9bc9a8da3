package org.patchbay.lab;

import java.util.Optional;

/**
 * A task that is being solved before the learner's eyes.
 *
 * @param terminal in which something was typed last; empty before anything was
 */
public record Showing(TaskKey task, Optional<String> terminal) {}
