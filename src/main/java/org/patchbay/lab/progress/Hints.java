package org.patchbay.lab.progress;

import java.util.HashMap;
import java.util.Map;
import org.patchbay.lab.event.DeclinedException;
import org.patchbay.lab.event.LabEvent;
import org.patchbay.lab.event.TaskKey;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Language;
import org.patchbay.lesson.Step;
import org.patchbay.progress.LabProgress;
import org.patchbay.progress.RevealedHint;

/** How many hints of each task and question one learner has seen. Not thread-safe: guarded by the lab's lock. */
final class Hints {
    private final ProgressWriter progressWriter;
    private final Map<TaskKey, Integer> shown = new HashMap<>();

    Hints(BoundLesson lesson, LabProgress saved, ProgressWriter progressWriter) {
        this.progressWriter = progressWriter;
        saved.hints().stream()
                .filter(hint -> lesson.step(hint.step())
                        .filter(step -> has(step, hint.task()))
                        .isPresent())
                .forEach(hint -> shown.merge(new TaskKey(hint.step(), hint.task()), 1, Integer::sum));
    }

    /** Tasks and questions with at least one seen. */
    Map<TaskKey, Integer> shown() {
        return shown;
    }

    /** Reveals the next hint of a task or question. */
    void reveal(Step step, String task) throws DeclinedException {
        if (!has(step, task)) {
            throw new DeclinedException(DeclinedException.Reason.UNKNOWN_TASK);
        }
        TaskKey key = TaskKey.of(step, task);
        int next = shown.getOrDefault(key, 0) + 1;
        if (next > step.prose(Language.EN).hints(task).size()) {
            throw new DeclinedException(DeclinedException.Reason.NO_MORE_HINTS);
        }
        progressWriter
                .store()
                .revealed(progressWriter.lab(), new RevealedHint(step.id(), task, next, progressWriter.now()));
        shown.put(key, next);
        progressWriter.tell(new LabEvent.HintRevealed(key, next));
    }

    private static boolean has(Step step, String task) {
        return step.task(task).isPresent() || step.question(task).isPresent();
    }
}
