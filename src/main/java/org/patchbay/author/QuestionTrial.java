package org.patchbay.author;

import java.util.List;
import java.util.Optional;
import org.patchbay.check.verdict.Layer;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Question;
import org.patchbay.lesson.Step;

/** A step's questions: the correct choice passes; each wrong choice fails with an explanation in every language. */
record QuestionTrial(BoundLesson lesson, Step step) implements TrialRun {
    @Override
    public void hold(TrialLog log) throws InterruptedException {
        for (Question question : step.questions()) {
            for (String choice : question.choices()) {
                boolean right = question.right(choice);
                log.trial(
                        new TrialCase(
                                lesson.id(),
                                step.id(),
                                question.id(),
                                TrialCase.Kind.CHOICE,
                                right ? Optional.empty() : Optional.of(Layer.ANSWER),
                                (right ? "right" : "wrong") + " choice " + choice),
                        List.of(choice),
                        () -> choose(question, choice));
            }
        }
    }

    private TrialOutcome.Result choose(Question question, String choice) {
        boolean right = question.right(choice);
        List<String> mute = step.proses().entrySet().stream()
                .filter(prose -> !right
                        && prose.getValue()
                                .questions()
                                .get(question.id())
                                .explanation(choice)
                                .isEmpty())
                .map(prose -> prose.getKey().tag())
                .sorted()
                .toList();
        return mute.isEmpty()
                ? new TrialOutcome.Passed()
                : new TrialOutcome.Failed(
                        "This choice has no explanation of why it is wrong (" + String.join(", ", mute) + ")",
                        List.of(choice),
                        Optional.empty());
    }
}
