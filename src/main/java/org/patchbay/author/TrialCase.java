package org.patchbay.author;

import java.util.Optional;
import org.patchbay.check.verdict.Layer;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;

/**
 * What one trial tests.
 *
 * @param lesson its id
 * @param step its id
 * @param subject the task's or question's id; empty for a trial of the whole step
 * @param kind what it is a trial of
 * @param layer of the expected diagnosis; empty if none is expected
 * @param what a description of the input and the expected result
 */
public record TrialCase(String lesson, String step, String subject, Kind kind, Optional<Layer> layer, String what) {
    /** What a trial is of. */
    public enum Kind {
        SOLUTION,
        FAULT,
        CHOICE,
        MUTATION,
        HARMLESS
    }

    TrialCase(String lesson, String step, String subject, Kind kind, String what) {
        this(lesson, step, subject, kind, Optional.empty(), what);
    }

    /** Preparing a machine for the start of a step. */
    static TrialCase ofBeginning(BoundLesson lesson, Step step) {
        return new TrialCase(lesson.id(), step.id(), "", Kind.SOLUTION, "the step's beginning");
    }

    /** {@code 20-veth-pair 10-create/pair: solution}. */
    @Override
    public String toString() {
        return lesson + " " + step + (subject.isEmpty() ? "" : "/" + subject) + ": " + what;
    }
}
