package org.patchbay.author;

import java.util.Optional;
import org.patchbay.check.verdict.Layer;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;

/**
 * One thing that is tried.
 *
 * @param lesson its id
 * @param step its id
 * @param subject the task's or question's id; empty for a trial of the whole step
 * @param kind what it is a trial of
 * @param layer that must be named as broken; empty where nothing is to be named
 * @param what what is done there, and what must come of it
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

    /** The bringing of a machine to the start of a step. */
    static TrialCase ofBeginning(BoundLesson lesson, Step step) {
        return new TrialCase(lesson.id(), step.id(), "", Kind.SOLUTION, "the step's beginning");
    }

    /** {@code 20-veth-pair 10-create/pair: solution}. */
    @Override
    public String toString() {
        return lesson + " " + step + (subject.isEmpty() ? "" : "/" + subject) + ": " + what;
    }
}
