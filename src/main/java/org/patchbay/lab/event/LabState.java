package org.patchbay.lab.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All of a lab that a page shows, at one moment. Immutable.
 *
 * @param earned the tasks that have ever passed, also those that are to be done again
 * @param shown what those tasks earn whose solution was shown
 * @param playbackState what is being shown now
 * @param handIn where the hand-in stands; empty for a lesson that is not graded
 * @param sequence the journal's number of the last event that is contained
 * @param lessonEdition only where an author is at work
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
