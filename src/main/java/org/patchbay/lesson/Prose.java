package org.patchbay.lesson;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What people read in a step, in one language, as HTML that is safe to show: markup of the lesson's text is escaped.
 *
 * @param html the whole, without hints, explanations and what is said after a prediction
 * @param tasks what is to be done, by task, in order of the text
 * @param hints by task, weakest first
 * @param questions by question
 * @param predictions by prediction
 * @param afters what is said once the experiment is done, by prediction
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

    /** Weakest first; empty for a task without. */
    public List<String> hints(String task) {
        return hints.getOrDefault(task, List.of());
    }

    /** What is said once the experiment of a prediction is done. */
    public Optional<String> after(String prediction) {
        return Optional.ofNullable(afters.get(prediction));
    }

    /**
     * A question or a prediction.
     *
     * @param html what is asked
     * @param choices in this learner's order
     */
    public record Asked(String html, List<Choice> choices) {
        public Asked {
            choices = List.copyOf(choices);
        }

        /** What is said to one who chose this; empty where there is nothing to say. */
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

    /** One choice: its id, what it says, and what is said to one who chose it. */
    public record Choice(String id, String html, Optional<String> explanation) {}
}
