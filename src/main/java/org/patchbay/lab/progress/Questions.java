package org.patchbay.lab.progress;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.patchbay.lab.event.DeclinedException;
import org.patchbay.lab.event.LabEvent;
import org.patchbay.lab.event.QuestionState;
import org.patchbay.lab.event.TaskKey;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Question;
import org.patchbay.lesson.Step;
import org.patchbay.progress.GivenAnswer;
import org.patchbay.progress.LabProgress;

/** One learner's answers. Not thread-safe: guarded by the lab's lock. */
final class Questions {
    private final ProgressWriter progressWriter;
    private final Map<TaskKey, QuestionState> all = new LinkedHashMap<>();

    Questions(BoundLesson lesson, LabProgress saved, ProgressWriter progressWriter) {
        this.progressWriter = progressWriter;
        for (Step step : lesson.steps()) {
            step.questions()
                    .forEach(question -> all.put(
                            TaskKey.of(step, question.id()),
                            new QuestionState(Optional.empty(), false, question.attempts())));
        }
        saved.answers()
                .forEach(answer -> all.computeIfPresent(
                        new TaskKey(answer.step(), answer.question()),
                        (key, before) -> after(before, answer.choice(), answer.correct())));
    }

    Map<TaskKey, QuestionState> all() {
        return all;
    }

    /** Whether all questions of a step are settled. */
    boolean answered(Step step) {
        return step.questions().stream()
                .allMatch(question -> all.get(TaskKey.of(step, question.id())).settled());
    }

    void answer(Step step, String id, String choice) throws DeclinedException {
        TaskKey key = TaskKey.of(step, id);
        Question question =
                step.question(id).orElseThrow(() -> new DeclinedException(DeclinedException.Reason.UNKNOWN_TASK));
        if (!question.choices().contains(choice)) {
            throw new DeclinedException(DeclinedException.Reason.UNKNOWN_CHOICE);
        }
        QuestionState before = all.get(key);
        if (before.settled()) {
            throw new DeclinedException(DeclinedException.Reason.QUESTION_SETTLED);
        }
        boolean correct = question.right(choice);
        int attempt = question.attempts() - before.attemptsLeft() + 1;
        progressWriter
                .store()
                .answered(
                        progressWriter.lab(),
                        new GivenAnswer(
                                step.id(),
                                id,
                                attempt,
                                choice,
                                correct,
                                correct ? question.points() : 0,
                                progressWriter.now()));
        QuestionState now = after(before, choice, correct);
        all.put(key, now);
        progressWriter.tell(new LabEvent.QuestionChanged(key, now));
    }

    private static QuestionState after(QuestionState before, String choice, boolean correct) {
        return new QuestionState(Optional.of(choice), correct, correct ? 0 : Math.max(0, before.attemptsLeft() - 1));
    }
}
