package org.patchbay.lab.event;

import org.patchbay.terminal.Marker;

/** Meaning of a marker in a recording. */
public sealed interface RecordingMarker {
    /** A command started. */
    record Command(String line) implements RecordingMarker {}

    /** A task's verdict changed. */
    record Judged(Result outcome, TaskKey task) implements RecordingMarker {}

    /** A task's solution was played. */
    record Shown(TaskKey task) implements RecordingMarker {}

    /** The learner is at this step from here on. */
    record AtStep(String step) implements RecordingMarker {}

    /** The machine was restored to the entry of this step. */
    record BackAt(String step) implements RecordingMarker {}

    /** The machine slept here. */
    record Slept() implements RecordingMarker {}

    /** Bytes of output are missing here. */
    record Lost(long bytes) implements RecordingMarker {}

    record Other(String label) implements RecordingMarker {}

    enum Result {
        PASSED,
        FAILED,
        /** Passed before, but no longer. */
        REGRESSED,
        /** Holds, in graded work before its hand-in. */
        HOLDS
    }

    /** Parses any marker. Total. */
    static RecordingMarker of(Marker marker) {
        return MarkerText.read(marker);
    }
}
