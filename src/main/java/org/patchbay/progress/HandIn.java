package org.patchbay.progress;

import java.time.Instant;
import java.util.List;

/**
 * Graded work as it was handed in and judged: once, and all of it from one moment. Immutable.
 *
 * @param at when it was judged
 * @param tasks every task of the lesson
 * @param snapshot the machine's state that was judged, as JSON
 * @param recordings how far the recordings of the machine's terminals had come
 */
public record HandIn(Instant at, List<JudgedTask> tasks, String snapshot, List<RecordedTo> recordings) {
    public HandIn {
        tasks = List.copyOf(tasks);
        recordings = List.copyOf(recordings);
    }

    /** What was earned. */
    public int points() {
        return tasks.stream().mapToInt(JudgedTask::points).sum();
    }
}
