package org.patchbay.lesson;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One page of a lesson with its tasks. Immutable.
 *
 * @param id the name of its file without ending, such as {@code 10-create}; unique in its lesson
 * @param tasks in the order of the prose
 * @param proses texts, by language
 * @param breakage of a case: shell commands that set up its broken network; empty for other steps
 */
public record Step(
        String id,
        Text title,
        List<Task> tasks,
        List<Question> questions,
        List<Prediction> predictions,
        Map<Language, Prose> proses,
        List<String> breakage) {
    public Step {
        tasks = List.copyOf(tasks);
        questions = List.copyOf(questions);
        predictions = List.copyOf(predictions);
        proses = Map.copyOf(proses);
        breakage = List.copyOf(breakage);
    }

    /** A step that is no case. */
    public Step(
            String id,
            Text title,
            List<Task> tasks,
            List<Question> questions,
            List<Prediction> predictions,
            Map<Language, Prose> proses) {
        this(id, title, tasks, questions, predictions, proses, List.of());
    }

    /** The same with each question's and prediction's choices in a learner's order. */
    Step ordered(ChoiceOrder order) {
        Map<Language, Prose> ordered = new EnumMap<>(Language.class);
        proses.forEach((language, prose) -> ordered.put(language, prose.ordered(order)));
        return new Step(
                id,
                title,
                tasks,
                questions.stream().map(question -> question.ordered(order)).toList(),
                predictions.stream()
                        .map(prediction -> prediction.ordered(order))
                        .toList(),
                ordered,
                breakage);
    }

    /**
     * Whether it is a case: a broken network to diagnose and repair, one of several of which each learner draws some.
     */
    public boolean isCase() {
        return !breakage.isEmpty();
    }

    /** Whether it has only text: neither tasks nor questions. */
    public boolean onlyReads() {
        return tasks.isEmpty() && questions.isEmpty();
    }

    public Optional<Task> task(String id) {
        return tasks.stream().filter(t -> t.id().equals(id)).findFirst();
    }

    public Optional<Question> question(String id) {
        return questions.stream().filter(q -> q.id().equals(id)).findFirst();
    }

    public Optional<Prediction> prediction(String id) {
        return predictions.stream().filter(p -> p.id().equals(id)).findFirst();
    }

    /** The text in this language, else in English. */
    public Prose prose(Language language) {
        return proses.getOrDefault(language, proses.get(Language.EN));
    }

    /** The points of its tasks and questions. */
    public int points() {
        return tasks.stream().mapToInt(Task::points).sum()
                + questions.stream().mapToInt(Question::points).sum();
    }
}
