package org.patchbay.lesson;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A step's prose, with the lines of its items in the file.
 *
 * @param lines of tasks, first hints, questions, predictions and afters, by {@link #key}
 */
record ProseOutline(Prose prose, SequencedMap<String, Integer> lines) {
    /** Kinds of items in prose. */
    enum Part {
        TASK("task", "tasks"),
        HINT("hint", "tasks with hints"),
        QUESTION("question", "questions"),
        PREDICTION("prediction", "predictions"),
        AFTER("after", "words after predictions");

        private final String one;
        private final String many;

        Part(String one, String many) {
            this.one = one;
            this.many = many;
        }

        String one() {
            return one;
        }

        String many() {
            return many;
        }

        /** The kind that the front matter must define for this one. */
        Part asked() {
            return switch (this) {
                case TASK, HINT -> TASK;
                case QUESTION -> QUESTION;
                case PREDICTION, AFTER -> PREDICTION;
            };
        }
    }

    ProseOutline {
        lines = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(lines));
    }

    static String key(Part part, String id) {
        return part + " " + id;
    }

    /** The first line of this kind; the file's first if there is none. */
    int firstLine(Part part) {
        return lines.entrySet().stream()
                .filter(e -> e.getKey().startsWith(part + " "))
                .mapToInt(Map.Entry::getValue)
                .min()
                .orElse(1);
    }

    int line(Part part, String id) {
        return lines.getOrDefault(key(part, id), 1);
    }
}
