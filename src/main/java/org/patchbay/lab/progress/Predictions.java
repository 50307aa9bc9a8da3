package org.patchbay.lab.progress;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patchbay.check.verdict.Quote;
import org.patchbay.lab.event.DeclinedException;
import org.patchbay.lab.event.LabEvent;
import org.patchbay.lab.event.PredictionState;
import org.patchbay.lab.event.TaskKey;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Prediction;
import org.patchbay.lesson.Step;
import org.patchbay.progress.LabProgress;
import org.patchbay.progress.MadePrediction;
import org.patchbay.progress.PassedTask;

/**
 * One learner's predictions and the experiments' results; each experiment is a task of the step. Not thread-safe:
 * guarded by the lab's lock. A passed experiment reveals {@link Prediction#actual}, the lesson's answer; the page
 * compares the two.
 */
final class Predictions {
    private final ProgressWriter progressWriter;
    private final Map<TaskKey, PredictionState> all = new LinkedHashMap<>();

    Predictions(BoundLesson lesson, LabProgress saved, ProgressWriter progressWriter) {
        this.progressWriter = progressWriter;
        for (Step step : lesson.steps()) {
            step.predictions()
                    .forEach(prediction ->
                            all.put(TaskKey.of(step, prediction.id()), PredictionState.open(Optional.empty())));
        }
        saved.predictions()
                .forEach(made -> all.computeIfPresent(
                        new TaskKey(made.step(), made.prediction()),
                        (key, before) -> PredictionState.open(Optional.of(made.choice()))));
        for (PassedTask passed : saved.tasks()) {
            lesson.step(passed.step())
                    .ifPresent(step -> of(step, passed.task())
                            .forEach(key ->
                                    all.computeIfPresent(key, (same, state) -> state.revealed(passed.evidence()))));
        }
    }

    Map<TaskKey, PredictionState> all() {
        return all;
    }

    void predict(Step step, String id, String choice) throws DeclinedException {
        TaskKey key = TaskKey.of(step, id);
        Prediction prediction =
                step.prediction(id).orElseThrow(() -> new DeclinedException(DeclinedException.Reason.UNKNOWN_TASK));
        if (!prediction.choices().contains(choice)) {
            throw new DeclinedException(DeclinedException.Reason.UNKNOWN_CHOICE);
        }
        PredictionState before = all.get(key);
        if (before.chosen().isPresent() || before.revealed()) {
            throw new DeclinedException(DeclinedException.Reason.ALREADY_PREDICTED);
        }
        progressWriter
                .store()
                .predicted(progressWriter.lab(), new MadePrediction(step.id(), id, choice, progressWriter.now()));
        become(key, PredictionState.open(Optional.of(choice)));
    }

    /** A task has passed with this evidence: its predictions can be discussed. */
    void reveal(Step step, String task, List<Quote> seen) {
        of(step, task).forEach(key -> become(key, all.get(key).revealed(seen)));
    }

    private void become(TaskKey key, PredictionState now) {
        all.put(key, now);
        progressWriter.tell(new LabEvent.PredictionChanged(key, now));
    }

    /** The predictions whose experiment is this task. */
    private static List<TaskKey> of(Step step, String task) {
        return step.predictions().stream()
                .filter(prediction -> prediction.before().equals(task))
                .map(prediction -> TaskKey.of(step, prediction.id()))
                .toList();
    }
}
