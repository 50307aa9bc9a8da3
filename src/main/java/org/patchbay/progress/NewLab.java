package org.patchbay.progress;

import java.util.Optional;

/**
 * Initial values of a lab.
 *
 * @param seed for the lesson's parameters and the order of choices
 * @param version of the lesson's text in {@link LabStore#keep}; empty for the course's current one
 * @param step where it begins; earlier steps are left out; empty for the first
 */
public record NewLab(long seed, Optional<String> version, Optional<String> step) {}
