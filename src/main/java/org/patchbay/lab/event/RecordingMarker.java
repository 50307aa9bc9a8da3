package org.patchbay.lab.event;

import org.patchbay.terminal.Marker;

/** What a marker in a recording stands for. */
public sealed interface RecordingMarker {
    /** A command started. */
    record Command(String line) implements RecordingMarker {}

    /** A task was judged again. */
    record Judged(Result outcome, TaskKey task) implements RecordingMarker {}

    /** A task's solution was typed for the learner to see. */
    record Shown(TaskKey task) implements RecordingMarker {}

    /** The learner is at this step from here on. */
    record AtStep(String step) implements RecordingMarker {}

    /** The machine is again as it was when this step was entered. */
    record BackAt(String step) implements RecordingMarker {}

    /** The machine slept here. */
    record Slept() implements RecordingMarker {}

    /** So much output is missing here. */
    record Lost(long bytes) implements RecordingMarker {}

    record Other(String label) implements RecordingMarker {}

    enum Result {
        PASSED,
        FAILED,
        /** Passed before, but no longer so. */
        REGRESSED,
        /** Of graded work before it is handed in. */
        HOLDS
    }

    /** Total on any marker. */
    static RecordingMarker of(Marker marker) {
        return MarkerText.read(marker);
    }
}
