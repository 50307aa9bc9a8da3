package org.patchbay.lesson;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A step's texts in one language, as safe HTML: markup in the lesson's text is escaped.
 *
 * @param html the whole, without hints, explanations and discussions of predictions
 * @param tasks descriptions, by task, in order of the text
 * @param hints by task, weakest first
 * @param questions by question
 * @param predictions by prediction
 * @param afters discussions after the experiment, by prediction
 */
public record Prose(
        String html,
        SequencedMap<String, String> tasks,
        Map<String, List<String>> hints,
        Map<String, Asked> questions,
        Map<String, Asked> predictions,
        Map<String, String> afters) {
    public Prose {
        tasks = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tasks));
        hints = Map.copyOf(hints);
        questions = Map.copyOf(questions);
        predictions = Map.copyOf(predictions);
        afters = Map.copyOf(afters);
    }

    /** A task's hints, weakest first; may be empty. */
    public List<String> hints(String task) {
        return hints.getOrDefault(task, List.of());
    }

    /** The discussion of a prediction, after its experiment. */
    public Optional<String> after(String prediction) {
        return Optional.ofNullable(afters.get(prediction));
    }

    /** The same with each question's and prediction's choices in a learner's order. */
    Prose ordered(ChoiceOrder order) {
        Map<String, Asked> questions = ordered(this.questions, order);
        Map<String, Asked> predictions = ordered(this.predictions, order);
        String page = PageElement.fill(PageElement.fill(html, "question", questions), "prediction", predictions);
        return new Prose(page, tasks, hints, questions, predictions, afters);
    }

    private static Map<String, Asked> ordered(Map<String, Asked> asked, ChoiceOrder order) {
        Map<String, Asked> ordered = new HashMap<>();
        asked.forEach((id, one) -> ordered.put(id, new Asked(one.html(), order.of(id, one.choices(), Choice::id))));
        return ordered;
    }

    /**
     * A question or a prediction.
     *
     * @param html the question
     * @param choices in this learner's order
     */
    public record Asked(String html, List<Choice> choices) {
        public Asked {
            choices = List.copyOf(choices);
        }

        /** The explanation of this choice, if there is one. */
        public Optional<String> explanation(String choice) {
            return choices.stream()
                    .filter(c -> c.id().equals(choice))
                    .findFirst()
                    .flatMap(Choice::explanation);
        }

        List<String> ids() {
            return choices.stream().map(Choice::id).toList();
        }
    }

    /** One choice: its id, its text, and its explanation. */
    public record Choice(String id, String html, Optional<String> explanation) {}
}
