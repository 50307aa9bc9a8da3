package org.patchbay.lesson;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parameters that a lesson's texts use as {@code ${name}}, with their values for one seed. */
record Parameters(SequencedMap<String, String> values) {
    private static final Pattern REFERENCE = Pattern.compile("\\$?\\$\\{([^}\\n]{0,80})}");
    private static final int LIMIT = 1_000_000;

    Parameters {
        values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    }

    /**
     * Reads {@code name: value}, {@code name: {from: 2, to: 254}} and {@code name: {one-of: [red, blue]}}, and draws.
     *
     * @param lesson its id: lessons of one learner are drawn independently
     */
    static Parameters read(YamlNode node, String lesson, long seed) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            throw new Flaw(node.line(), "expected a mapping (name: value), found " + node.what());
        }
        SequencedMap<String, String> values = new LinkedHashMap<>();
        mapping.entries().forEach((name, entry) -> {
            String value = value(entry.value(), seed, lesson, Fields.id(name, entry.line()));
            if (value.chars().anyMatch(Character::isISOControl)) {
                throw new Flaw(entry.line(), "the value of '" + name + "' is more than one line");
            }
            values.put(name, value);
        });
        return new Parameters(values);
    }

    private static String value(YamlNode node, long seed, String lesson, String name) {
        if (node instanceof YamlNode.Scalar) {
            return Fields.scalar(node);
        }
        Fields fields = Fields.of(node);
        List<String> words = fields.texts("one-of");
        if (!words.isEmpty()) {
            fields.end();
            return words.get((int) Draw.between(0, words.size() - 1L, seed, lesson, name));
        }
        int from = Fields.number(fields.needed("from"), 0, LIMIT);
        int to = Fields.number(fields.needed("to"), from, LIMIT);
        fields.end();
        return String.valueOf(Draw.between(from, to, seed, lesson, name));
    }

    /** The YAML with the values substituted in every scalar. */
    YamlNode in(YamlNode node) {
        return node.map(scalar -> new YamlNode.Scalar(scalar.text().map(t -> in(t, scalar.line())), scalar.line()));
    }

    /** The text with the values substituted. {@code $${name}} gives a literal {@code ${name}}. */
    String in(String text, int line) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            String found = matcher.group();
            String value = found.startsWith("$$") ? found.substring(1) : values.get(matcher.group(1));
            if (value == null) {
                int at = line
                        + (int) text.substring(0, matcher.start())
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
                throw new Flaw(
                        at, "there is no parameter '" + matcher.group(1) + "'; for the literal text write $" + found);
            }
            matcher.appendReplacement(result, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(result).toString();
    }

    Map<String, String> map() {
        return values;
    }
}
