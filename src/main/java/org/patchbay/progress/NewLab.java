package org.patchbay.progress;

import java.util.Optional;
import org.jdbi.v3.core.mapper.reflect.ColumnName;

/**
 * Initial values of a lab.
 *
 * @param seed for the lesson's parameters and the order of choices
 * @param version of the lesson's text in {@link LabStore#keep}; empty for the course's current one
 * @param step where it begins; earlier steps are left out; empty for the first
 */
public record NewLab(
        long seed,
        Optional<String> version,
        @ColumnName("first_step") Optional<String> step) {}
