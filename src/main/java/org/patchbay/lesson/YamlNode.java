package org.patchbay.lesson;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/** A YAML node with its line. Scalars are text; the reader of a key interprets them. */
sealed interface YamlNode {
    /** The line in its file, from 1. */
    int line();

    /** The kind of node, for a message. */
    String what();

    /** A copy with every scalar's text replaced. */
    YamlNode map(UnaryOperator<Scalar> replace);

    /** @param text empty for null */
    record Scalar(Optional<String> text, int line) implements YamlNode {
        @Override
        public String what() {
            return text.map(t -> "'" + t + "'").orElse("nothing");
        }

        @Override
        public YamlNode map(UnaryOperator<Scalar> replace) {
            return replace.apply(this);
        }
    }

    record Sequence(List<YamlNode> items, int line) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String what() {
            return "a list";
        }

        @Override
        public YamlNode map(UnaryOperator<Scalar> replace) {
            return new Sequence(items.stream().map(i -> i.map(replace)).toList(), line);
        }
    }

    record Mapping(SequencedMap<String, Entry> entries, int line) implements YamlNode {
        public Mapping {
            entries = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String what() {
            return "a mapping";
        }

        @Override
        public YamlNode map(UnaryOperator<Scalar> replace) {
            SequencedMap<String, Entry> replaced = new LinkedHashMap<>();
            entries.forEach((key, entry) ->
                    replaced.put(key, new Entry(entry.line(), entry.value().map(replace))));
            return new Mapping(replaced, line);
        }
    }

    /** @param line of the key */
    record Entry(int line, YamlNode value) {}
}
