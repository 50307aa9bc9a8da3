package org.patchbay.lesson;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** The keys of one YAML mapping. {@link #end} rejects keys that were not read. */
final class Fields {
    private static final Pattern ID = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");

    private final YamlNode.Mapping mapping;
    private final Set<String> asked = new LinkedHashSet<>();

    private Fields(YamlNode.Mapping mapping) {
        this.mapping = mapping;
    }

    static Fields of(YamlNode node) {
        return switch (node) {
            case YamlNode.Mapping mapping -> new Fields(mapping);
            case YamlNode.Scalar _, YamlNode.Sequence _ ->
                throw new Flaw(node.line(), "expected a mapping (key: value), found " + node.what());
        };
    }

    /** The keys of a mapping in which only these are allowed. */
    static Fields of(YamlNode node, Collection<String> keys) {
        Fields fields = of(node);
        fields.asked.addAll(keys);
        fields.end();
        return fields;
    }

    int line() {
        return mapping.line();
    }

    Optional<YamlNode> node(String key) {
        asked.add(key);
        return Optional.ofNullable(mapping.entries().get(key)).map(YamlNode.Entry::value);
    }

    YamlNode needed(String key) {
        return node(key).orElseThrow(() -> new Flaw(line(), "'" + key + "' is missing here"));
    }

    Optional<String> text(String key) {
        return node(key).map(Fields::scalar);
    }

    String neededText(String key) {
        return scalar(needed(key));
    }

    Optional<Boolean> flag(String key) {
        return node(key).map(Fields::flag);
    }

    OptionalInt number(String key, int from, int to) {
        Optional<YamlNode> node = node(key);
        return node.isEmpty() ? OptionalInt.empty() : OptionalInt.of(number(node.get(), from, to));
    }

    /** The items of a list; a single value counts as a list of one. */
    List<YamlNode> list(String key) {
        return node(key).map(Fields::items).orElse(List.of());
    }

    List<String> texts(String key) {
        return list(key).stream().map(Fields::scalar).toList();
    }

    /** Fails if there is a key that was not read. */
    void end() {
        mapping.entries().forEach((key, entry) -> {
            if (!asked.contains(key)) {
                throw new Flaw(entry.line(), "unknown key '" + key + "'; known here: " + String.join(", ", asked));
            }
        });
    }

    static List<YamlNode> items(YamlNode node) {
        return switch (node) {
            case YamlNode.Sequence sequence -> sequence.items();
            case YamlNode.Scalar scalar -> scalar.text().isEmpty() ? List.of() : List.of(scalar);
            case YamlNode.Mapping mapping -> List.of(mapping);
        };
    }

    static String scalar(YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar && scalar.text().isPresent()) {
            return scalar.text().get();
        }
        throw new Flaw(node.line(), "expected a text or a number, found " + node.what());
    }

    static boolean flag(YamlNode node) {
        return switch (scalar(node)) {
            case "true" -> true;
            case "false" -> false;
            case String other -> throw new Flaw(node.line(), "expected true or false, found '" + other + "'");
        };
    }

    static int number(YamlNode node, int from, int to) {
        String text = scalar(node);
        try {
            int number = Integer.parseInt(text);
            if (number >= from && number <= to) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Not a number: reported below.
        }
        throw new Flaw(node.line(), "expected a number from " + from + " to " + to + ", found '" + text + "'");
    }

    static String id(YamlNode node) {
        return id(scalar(node), node.line());
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    static String id(String text, int line) {
        if (isId(text)) {
            return text;
        }
        throw new Flaw(line, "'" + text + "' is not an id: use lower-case letters, digits and hyphens, at most 40");
    }

    /** A word of an enum, in lower case with hyphens. */
    static <E> E word(YamlNode node, Class<E> words) {
        String text = scalar(node);
        List<String> known = words(words);
        if (!known.contains(text)) {
            throw new Flaw(node.line(), "'" + text + "' is none of " + String.join(", ", known));
        }
        return words.getEnumConstants()[known.indexOf(text)];
    }

    /** The words of an enum, in order. */
    static List<String> words(Class<?> words) {
        return Arrays.stream(words.getEnumConstants())
                .map(word -> WrittenName.of((Enum<?>) word))
                .toList();
    }
}
