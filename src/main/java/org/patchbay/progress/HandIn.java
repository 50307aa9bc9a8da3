package org.patchbay.progress;

import java.time.Instant;
import java.util.List;

/**
 * A graded hand-in with its verdicts, made once per lab, all of one moment. Immutable.
 *
 * @param at when it was judged
 * @param tasks every task of the lesson
 * @param snapshot the judged state of the machine, as JSON
 * @param recordings the positions of the terminals' recordings
 */
public record HandIn(Instant at, List<JudgedTask> tasks, String snapshot, List<RecordedTo> recordings) {
    public HandIn {
        tasks = List.copyOf(tasks);
        recordings = List.copyOf(recordings);
    }

    /** The points earned. */
    public int points() {
        return tasks.stream().mapToInt(JudgedTask::points).sum();
    }
}
