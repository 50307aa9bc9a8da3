package org.patchbay.lesson;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.patchbay.lesson.ProseOutline.Part;

/** Whether a translation has what the original has. */
record Translation(Problems.InFile problems, ProseOutline original) {
    void check(ProseOutline translated) {
        Prose from = original.prose();
        Prose to = translated.prose();
        same(
                Part.TASK,
                List.copyOf(from.tasks().keySet()),
                List.copyOf(to.tasks().keySet()),
                1);
        asked(Part.QUESTION, from.questions(), to.questions(), translated);
        asked(Part.PREDICTION, from.predictions(), to.predictions(), translated);
        same(Part.AFTER, sorted(from.afters()), sorted(to.afters()), 1);
        same(Part.HINT, sorted(from.hints()), sorted(to.hints()), 1);
        from.hints().forEach((task, hints) -> {
            int here = to.hints(task).size();
            if (here != 0 && here != hints.size()) {
                problems.at(
                        translated.line(Part.HINT, task),
                        "the original has " + hints.size() + " hints for '" + task + "', this has " + here);
            }
        });
    }

    private void asked(Part part, Map<String, Prose.Asked> from, Map<String, Prose.Asked> to, ProseOutline translated) {
        same(part, sorted(from), sorted(to), 1);
        to.forEach((id, asked) -> {
            Prose.Asked there = from.get(id);
            if (there == null) {
                return;
            }
            int line = translated.line(part, id);
            // Both were put into the order of one seed, which goes by id alone.
            same("choices of '" + id + "'", there.ids(), asked.ids(), line);
            List<String> explained = explained(there);
            same("explained choices of '" + id + "'", explained, explained(asked), line);
        });
    }

    private static List<String> explained(Prose.Asked asked) {
        return asked.choices().stream()
                .filter(c -> c.explanation().isPresent())
                .map(Prose.Choice::id)
                .toList();
    }

    private static List<String> sorted(Map<String, ?> byId) {
        return List.copyOf(new TreeSet<>(byId.keySet()));
    }

    private void same(Part part, List<String> from, List<String> to, int line) {
        same(part.many(), from, to, line);
    }

    private void same(String what, List<String> from, List<String> to, int line) {
        if (!from.equals(to)) {
            problems.at(line, "the original's " + what + ": " + words(from) + "; this translation's: " + words(to));
        }
    }

    private static String words(List<String> ids) {
        return ids.isEmpty() ? "none" : String.join(", ", ids);
    }
}
