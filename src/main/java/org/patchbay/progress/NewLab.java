package org.patchbay.progress;

import java.util.Optional;

/**
 * What a new lab begins with.
 *
 * @param seed what the lesson's parameters and the order of choices are drawn from
 * @param version of the lesson's text, which {@link LabStore#keep} has; empty for whichever the course has
 * @param step that it begins at, those before it being left out; empty for the first
 */
public record NewLab(long seed, Optional<String> version, Optional<String> step) {}
