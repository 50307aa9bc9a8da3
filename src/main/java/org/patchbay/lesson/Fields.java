package org.patchbay.lesson;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The keys of one YAML mapping, as they are asked for. What nobody has asked for by {@link #end} is unknown. */
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
                throw new Flaw(node.line(), "a mapping (key: value) should stand here, not " + node.what());
        };
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
        return node(key).map(node -> switch (scalar(node)) {
            case "true" -> true;
            case "false" -> false;
            case String other -> throw new Flaw(node.line(), "true or false should stand here, not '" + other + "'");
        });
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

    /** One of the words of an enum, as lessons write them: lower case, hyphens. */
    <E extends Enum<E>> Optional<E> word(String key, Class<E> words) {
        return node(key).map(node -> word(node, words));
    }

    /** A list of such words, or one. */
    <E extends Enum<E>> Set<E> words(String key, Class<E> words) {
        return list(key).stream().map(node -> word(node, words)).collect(Collectors.toUnmodifiableSet());
    }

    /** Fails if there is a key that nobody asked for. */
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
        throw new Flaw(node.line(), "a text or a number should stand here, not " + node.what());
    }

    static int number(YamlNode node, int from, int to) {
        String text = scalar(node);
        try {
            int number = Integer.parseInt(text);
            if (number >= from && number <= to) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Not a number: the same sentence says what would do.
        }
        throw new Flaw(node.line(), "a number from " + from + " to " + to + " should stand here, not '" + text + "'");
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
        throw new Flaw(line, "'" + text + "' is no id: small letters, digits and hyphens, at most 40");
    }

    static <E extends Enum<E>> E word(YamlNode node, Class<E> words) {
        String text = scalar(node);
        for (E word : words.getEnumConstants()) {
            if (written(word).equals(text)) {
                return word;
            }
        }
        List<String> known =
                Arrays.stream(words.getEnumConstants()).map(Fields::written).toList();
        throw new Flaw(node.line(), "'" + text + "' is none of " + String.join(", ", known));
    }

    static String written(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
