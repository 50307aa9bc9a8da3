package org.patchbay.lesson;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One page of a lesson, with what is to be done on it. Immutable.
 *
 * @param id the name of its file without ending, such as {@code 10-create}; unique in its lesson
 * @param tasks in the order of the prose
 * @param proses what people read, by language
 * @param breakage of a case: shell commands that set up the broken network that it is about; none for any other step
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

    /** One that is no case. */
    public Step(
            String id,
            Text title,
            List<Task> tasks,
            List<Question> questions,
            List<Prediction> predictions,
            Map<Language, Prose> proses) {
        this(id, title, tasks, questions, predictions, proses, List.of());
    }

    /** Whether it is one of several broken networks of which each learner draws some: diagnosed first, then repaired. */
    public boolean isCase() {
        return !breakage.isEmpty();
    }

    /** Whether it only asks to be read: it has neither tasks nor questions. */
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

    /** In this language; in English where the course is not written in it. */
    public Prose prose(Language language) {
        return proses.getOrDefault(language, proses.get(Language.EN));
    }

    /** What can be earned here: tasks and questions. */
    public int points() {
        return tasks.stream().mapToInt(Task::points).sum()
                + questions.stream().mapToInt(Question::points).sum();
    }
}
