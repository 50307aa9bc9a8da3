package org.patchbay.lesson;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.patchbay.lesson.ProseOutline.Part;

/** Checks that a translation has the same items as the original. */
record Translation(Problems.InFile problems, ProseOutline original) {
    void check(ProseOutline translated) {
        Prose from = original.prose();
        Prose to = translated.prose();
        same(
                Part.TASK,
                List.copyOf(from.tasks().keySet()),
                List.copyOf(to.tasks().keySet()),
                translated);
        asked(Part.QUESTION, from.questions(), to.questions(), translated);
        asked(Part.PREDICTION, from.predictions(), to.predictions(), translated);
        same(Part.AFTER, sorted(from.afters().keySet()), sorted(to.afters().keySet()), translated);
        same(Part.HINT, sorted(from.hints().keySet()), sorted(to.hints().keySet()), translated);
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
        same(part, sorted(from.keySet()), sorted(to.keySet()), translated);
        to.forEach((id, asked) -> {
            Prose.Asked there = from.get(id);
            if (there != null) {
                int line = translated.line(part, id);
                same("choices of '" + id + "'", sorted(there.ids()), sorted(asked.ids()), line);
                same("explained choices of '" + id + "'", explained(there), explained(asked), line);
            }
        });
    }

    private static List<String> explained(Prose.Asked asked) {
        return asked.choices().stream()
                .filter(c -> c.explanation().isPresent())
                .map(Prose.Choice::id)
                .sorted()
                .toList();
    }

    private static List<String> sorted(Collection<String> ids) {
        return ids.stream().sorted().toList();
    }

    private void same(Part part, List<String> from, List<String> to, ProseOutline translated) {
        same(part.many(), from, to, translated.firstLine(part));
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
