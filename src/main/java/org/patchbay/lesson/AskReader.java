package org.patchbay.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.patchbay.lesson.ProseOutline.Part;

/**
 * Reads a step's {@code questions} and {@code predictions}: the answers and points of what the prose asks.
 *
 * @param lines receives the line of each, by {@link ProseOutline#key}
 */
record AskReader(Problems.InFile problems, ProseOutline outline, Map<String, Integer> lines) {
    List<Question> questions(Optional<YamlNode> node) {
        return each(Part.QUESTION, node, (id, value) -> {
            Fields fields = Fields.of(value);
            List<String> choices = choices(outline.prose().questions().get(id));
            Question question = new Question(
                    id,
                    fields.number("points", 0, 100).orElse(1),
                    fields.number("attempts", 1, 10).orElse(1),
                    choices,
                    choice(fields.needed("answer"), choices));
            fields.end();
            return question;
        });
    }

    List<Prediction> predictions(Optional<YamlNode> node, List<Task> tasks) {
        return each(Part.PREDICTION, node, (id, value) -> {
            Fields fields = Fields.of(value);
            YamlNode before = fields.needed("before");
            if (tasks.stream().noneMatch(task -> task.id().equals(Fields.scalar(before)))) {
                throw new Flaw(before.line(), "this step has no task " + before.what());
            }
            List<String> choices = choices(outline.prose().predictions().get(id));
            Prediction prediction =
                    new Prediction(id, Fields.scalar(before), choices, choice(fields.needed("actual"), choices));
            fields.end();
            return prediction;
        });
    }

    private <T> List<T> each(Part part, Optional<YamlNode> node, BiFunction<String, YamlNode, T> read) {
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof YamlNode.Mapping mapping)) {
            problems.at(
                    node.get().line(),
                    "expected a mapping from ids, found " + node.get().what());
            return List.of();
        }
        List<T> found = new ArrayList<>();
        mapping.entries().forEach((key, entry) -> {
            lines.put(ProseOutline.key(part, key), entry.line());
            problems.reading(() -> read.apply(Fields.id(key, entry.line()), entry.value()))
                    .ifPresent(found::add);
        });
        return found;
    }

    /** Empty if the prose does not ask it, which {@link StepAgreement} reports. */
    private static List<String> choices(Prose.Asked asked) {
        return asked == null ? List.of() : asked.ids();
    }

    private static String choice(YamlNode node, List<String> choices) {
        String chosen = Fields.id(node);
        if (!choices.isEmpty() && !choices.contains(chosen)) {
            throw new Flaw(node.line(), "the prose has no choice '" + chosen + "' here");
        }
        return chosen;
    }
}
