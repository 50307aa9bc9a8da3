package org.patchbay.lab;

import org.patchbay.terminal.Marker;

/** What a marker in a recording stands for. */
public sealed interface Moment {
    /** A command started. */
    record Command(String line) implements Moment {}

    /** A task was judged anew. */
    record Judged(Outcome outcome, TaskKey task) implements Moment {}

    /** A task's solution was typed for the learner to see. */
    record Shown(TaskKey task) implements Moment {}

    /** The learner is at this step from here on. */
    record AtStep(String step) implements Moment {}

    /** The machine is again as it was when this step was entered. */
    record BackAt(String step) implements Moment {}

    /** The machine slept here. */
    record Slept() implements Moment {}

    /** So much output is missing here. */
    record Lost(long bytes) implements Moment {}

    record Other(String label) implements Moment {}

    enum Outcome {
        PASSED,
        FAILED,
        /** Passed before, but no longer so. */
        REGRESSED,
        /** Of graded work before it is handed in. */
        HOLDS
    }

    /** Total on any marker. */
    static Moment of(Marker marker) {
        return MomentText.read(marker);
    }
}
