package org.patchbay.lesson;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.patchbay.check.Assertion;
import org.patchbay.check.Publication;
import org.patchbay.check.output.Cell;
import org.patchbay.check.verdict.DeviceName;

/**
 * The schema of one assertion: its keys are its record's components; which of them are needed, and from where to where
 * numbers go, is what the reader says when it is asked.
 */
final class RecordSchema {
    private static final Pattern BOUNDS = Pattern.compile("a number from (-?\\d+) to (-?\\d+)");

    private final String key;

    RecordSchema(String key) {
        this.key = key;
    }

    static ObjectNode of(String key, Class<? extends Assertion> type) {
        RecordComponent only = type.getRecordComponents()[0];
        if (type.getRecordComponents().length == 1 && carries(only.getGenericType(), Assertion.class)) {
            return only.getType() == List.class
                    ? SchemaParts.oneOrMany(SchemaParts.ref("check"))
                    : SchemaParts.ref("check");
        }
        return new RecordSchema(key).mapping(type, List.of(key));
    }

    /** A component's key: {@code sender-mac} for {@code senderMac}. */
    static String written(String component) {
        return component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private ObjectNode mapping(Class<?> type, List<String> path) {
        ObjectNode schema = SchemaParts.mapping();
        for (RecordComponent component : type.getRecordComponents()) {
            List<String> at = Stream.concat(path.stream(), Stream.of(written(component.getName())))
                    .toList();
            schema.withObject("/properties").set(at.getLast(), value(component.getGenericType(), at));
            if (needed(at)) {
                schema.withArray("/required").add(at.getLast());
            }
        }
        return schema;
    }

    private boolean needed(List<String> path) {
        return refusal(path, null).startsWith("'" + path.getLast() + "' is missing");
    }

    private String refusal(List<String> path, String value) {
        return AssertionSamples.refusal(AssertionSamples.with(AssertionSamples.of(key), path, value));
    }

    private ObjectNode value(Type type, List<String> path) {
        if (type instanceof ParameterizedType generic) {
            List<Type> arguments = List.of(generic.getActualTypeArguments());
            if (generic.getRawType() == Optional.class) {
                return value(arguments.getFirst(), path);
            }
            if (generic.getRawType() == List.class || generic.getRawType() == Set.class) {
                return SchemaParts.oneOrMany(value(arguments.getFirst(), path));
            }
            if (generic.getRawType() == Map.class) {
                return map(arguments);
            }
        }
        if (type == String.class || type == Publication.class) {
            return SchemaParts.ref("text");
        }
        if (type == DeviceName.class) {
            return SchemaParts.ref("device");
        }
        if (type == boolean.class || type == Boolean.class) {
            return SchemaParts.ref("flag");
        }
        if (type == int.class || type == OptionalInt.class || type == Integer.class) {
            return number(path);
        }
        if (type instanceof Class<?> known && known.isEnum()) {
            return SchemaParts.words(words(known));
        }
        if (type instanceof Class<?> known && known.isRecord()) {
            return mapping(known, path);
        }
        throw new AssertionError("RecordSchema does not know what lessons write for " + type + " at " + path);
    }

    private ObjectNode number(List<String> path) {
        Matcher bounds = BOUNDS.matcher(refusal(path, "many"));
        if (!bounds.find()) {
            throw new AssertionError("the reader does not say which numbers may stand at " + path);
        }
        return SchemaParts.number(Integer.parseInt(bounds.group(1)), Integer.parseInt(bounds.group(2)));
    }

    private static ObjectNode map(List<Type> arguments) {
        if (arguments.getFirst() instanceof Class<?> words && words.isEnum()) {
            ObjectNode schema = SchemaParts.mapping();
            words(words).forEach(word -> schema.withObject("/properties").set(word, SchemaParts.ref("text")));
            return schema;
        }
        if (arguments.getLast() == String.class) {
            ObjectNode schema = SchemaParts.mapping();
            for (Language language : Language.values()) {
                SchemaParts.with(schema, language.tag(), language == Language.EN, SchemaParts.ref("text"));
            }
            return schema;
        }
        if (arguments.getLast() == Cell.class) {
            ObjectNode schema = SchemaParts.mapping();
            schema.put("minProperties", 1);
            ArrayNode types = schema.putObject("additionalProperties").putArray("type");
            List.of("string", "number", "boolean", "null").forEach(types::add);
            return schema;
        }
        throw new AssertionError("RecordSchema does not know maps of " + arguments);
    }

    static List<String> words(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(word -> Fields.written((Enum<?>) word))
                .toList();
    }

    private static boolean carries(Type type, Class<?> wanted) {
        return type == wanted
                || type instanceof ParameterizedType generic
                        && new ArrayList<>(List.of(generic.getActualTypeArguments())).contains(wanted);
    }
}
