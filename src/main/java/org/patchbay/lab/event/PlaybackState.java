package org.patchbay.lab.event;

import java.util.Optional;

/**
 * A task whose solution is being played.
 *
 * @param terminal where something was typed last; empty before
 */
public record PlaybackState(TaskKey task, Optional<String> terminal) {}
