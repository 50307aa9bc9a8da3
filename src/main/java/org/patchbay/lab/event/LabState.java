package org.patchbay.lab.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The state of a lab that a page shows, at one moment. Immutable.
 *
 * @param earned tasks that have ever passed, including those open again
 * @param shown the points of tasks whose solution was shown
 * @param playbackState the playback in progress
 * @param handIn empty for a lesson that is not graded
 * @param sequence the number of the last event included
 * @param lessonEdition in author mode only
 */
public record LabState(
        long sequence,
        Provisioning provisioning,
        Map<String, StepState> steps,
        Map<TaskKey, TaskState> tasks,
        Set<TaskKey> earned,
        Map<TaskKey, QuestionState> questions,
        Map<TaskKey, PredictionState> predictions,
        Map<TaskKey, Integer> hints,
        Map<TaskKey, Integer> shown,
        Optional<PlaybackState> playbackState,
        Optional<HandInState> handIn,
        List<TerminalView> terminals,
        List<Notice> notices,
        Optional<LessonEdition> lessonEdition) {
    public LabState {
        steps = Map.copyOf(steps);
        tasks = Map.copyOf(tasks);
        earned = Set.copyOf(earned);
        questions = Map.copyOf(questions);
        predictions = Map.copyOf(predictions);
        hints = Map.copyOf(hints);
        shown = Map.copyOf(shown);
        terminals = List.copyOf(terminals);
        notices = List.copyOf(notices);
    }
}
