package org.patchbay.lesson;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.patchbay.lesson.ProseOutline.Part;

/**
 * Checks that a step's front matter and its prose name the same items.
 *
 * @param matter the lines of the front matter's items, by {@link ProseOutline#key}
 */
record StepAgreement(Problems.InFile problems, ProseOutline outline, Map<String, Integer> matter) {
    void check(List<Task> tasks, List<Question> questions, List<Prediction> predictions) {
        Prose prose = outline.prose();
        List<String> taskIds = tasks.stream().map(Task::id).toList();
        List<String> predictionIds = predictions.stream().map(Prediction::id).toList();
        both(Part.TASK, taskIds, prose.tasks().keySet());
        both(
                Part.QUESTION,
                questions.stream().map(Question::id).toList(),
                prose.questions().keySet());
        both(Part.PREDICTION, predictionIds, prose.predictions().keySet());
        inProseOnly(Part.AFTER, predictionIds, prose.afters().keySet());
        inProseOnly(Part.HINT, taskIds, prose.hints().keySet());
        for (String id : prose.predictions().keySet()) {
            if (prose.after(id).isEmpty()) {
                problems.at(outline.line(Part.PREDICTION, id), "no [!AFTER " + id + "] explains the outcome of this");
            }
        }
        predictions.forEach(this::inTime);
        List<String> questionIds = questions.stream().map(Question::id).toList();
        taskIds.stream()
                .filter(questionIds::contains)
                .forEach(id -> problems.at(
                        matter.getOrDefault(ProseOutline.key(Part.QUESTION, id), 1),
                        "a task is called '" + id + "' as well"));
        if (prose.tasks().keySet().equals(Set.copyOf(taskIds))
                && !taskIds.equals(List.copyOf(prose.tasks().keySet()))) {
            problems.at(
                    outline.line(Part.TASK, prose.tasks().firstEntry().getKey()),
                    "the order of the tasks differs from the front matter: " + String.join(", ", taskIds));
        }
    }

    /** A prediction must come before its experiment, and its discussion after it. */
    private void inTime(Prediction prediction) {
        Integer task = outline.lines().get(ProseOutline.key(Part.TASK, prediction.before()));
        Integer asked = outline.lines().get(ProseOutline.key(Part.PREDICTION, prediction.id()));
        Integer told = outline.lines().get(ProseOutline.key(Part.AFTER, prediction.id()));
        if (task != null && asked != null && asked > task) {
            problems.at(
                    asked, "this must come before the task '" + prediction.before() + "' whose outcome it predicts");
        }
        if (task != null && told != null && told < task) {
            problems.at(told, "this must come after the task '" + prediction.before() + "' whose outcome it explains");
        }
    }

    private void both(Part part, Collection<String> inMatter, Collection<String> inProse) {
        for (String id : inMatter) {
            if (!inProse.contains(id)) {
                problems.at(
                        matter.getOrDefault(ProseOutline.key(part, id), 1),
                        "the prose has no " + part.one() + " '" + id + "'");
            }
        }
        inProseOnly(part, inMatter, inProse);
    }

    private void inProseOnly(Part part, Collection<String> inMatter, Collection<String> inProse) {
        for (String id : inProse) {
            if (!inMatter.contains(id) && !matter.containsKey(ProseOutline.key(part.asked(), id))) {
                problems.at(
                        outline.line(part, id),
                        "the front matter has no " + part.asked().one() + " '" + id + "'");
            }
        }
    }
}
