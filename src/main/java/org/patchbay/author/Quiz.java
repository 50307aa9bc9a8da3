package org.patchbay.author;

import java.util.List;
import java.util.Optional;
import org.patchbay.check.Layer;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Question;
import org.patchbay.lesson.Step;

/** A step's questions: the right choice passes, each wrong one fails and is told why, in every language. */
record Quiz(BoundLesson lesson, Step step) implements Sitting {
    @Override
    public void hold(Minutes minutes) throws InterruptedException {
        for (Question question : step.questions()) {
            for (String choice : question.choices()) {
                boolean right = question.right(choice);
                minutes.trial(
                        new Trial(
                                lesson.id(),
                                step.id(),
                                question.id(),
                                Trial.Kind.CHOICE,
                                right ? Optional.empty() : Optional.of(Layer.ANSWER),
                                (right ? "right" : "wrong") + " choice " + choice),
                        List.of(choice),
                        () -> choose(question, choice));
            }
        }
    }

    private Outcome.Result choose(Question question, String choice) {
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
                ? new Outcome.Passed()
                : new Outcome.Failed(
                        "Nobody is told why this is wrong (" + String.join(", ", mute) + ")",
                        List.of(choice),
                        Optional.empty());
    }
}
