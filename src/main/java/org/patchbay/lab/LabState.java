package org.patchbay.lab;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All of a lab that a page shows, at one moment. Immutable.
 *
 * @param handIn where the hand-in stands; empty for a lesson that is not graded
 * @param sequence the journal's number of the last event that is contained
 * @param edition only where an author is at work
 */
public record LabState(
        long sequence,
        Provisioning provisioning,
        Map<String, StepState> steps,
        Map<TaskKey, TaskState> tasks,
        Map<TaskKey, QuestionState> questions,
        Map<TaskKey, PredictionState> predictions,
        Map<TaskKey, Integer> hints,
        Optional<HandInState> handIn,
        List<TerminalView> terminals,
        List<Notice> notices,
        Optional<Edition> edition) {
    public LabState {
        steps = Map.copyOf(steps);
        tasks = Map.copyOf(tasks);
        questions = Map.copyOf(questions);
        predictions = Map.copyOf(predictions);
        hints = Map.copyOf(hints);
        terminals = List.copyOf(terminals);
        notices = List.copyOf(notices);
    }
}
