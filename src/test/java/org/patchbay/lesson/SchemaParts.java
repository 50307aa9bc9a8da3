package org.patchbay.lesson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** What JSON Schemas are made of. A value may be a lesson's parameter, {@code ${name}}, wherever a scalar stands. */
final class SchemaParts {
    private static final int WIDTH = 120;

    private SchemaParts() {}

    static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode ref(String definition) {
        return empty().put("$ref", "#/definitions/" + definition);
    }

    /** A mapping without keys yet, and none but those that are added. */
    static ObjectNode mapping() {
        ObjectNode schema = empty().put("type", "object");
        schema.putObject("properties");
        return schema.put("additionalProperties", false);
    }

    /** The same with a key. */
    static ObjectNode with(ObjectNode mapping, String key, boolean needed, ObjectNode value) {
        mapping.withObject("/properties").set(key, value);
        if (needed) {
            mapping.withArray("/required").add(key);
        }
        return mapping;
    }

    static ObjectNode anyOf(ObjectNode... ways) {
        ObjectNode schema = empty();
        ArrayNode any = schema.putArray("anyOf");
        List.of(ways).forEach(any::add);
        return schema;
    }

    static ObjectNode many(ObjectNode item) {
        ObjectNode list = empty().put("type", "array");
        list.set("items", item);
        return list;
    }

    /** A list, or its only item. */
    static ObjectNode oneOrMany(ObjectNode item) {
        return anyOf(item, many(item));
    }

    static ObjectNode words(List<String> words) {
        ObjectNode known = empty();
        ArrayNode values = known.putArray("enum");
        words.forEach(values::add);
        return anyOf(known, ref("parameter"));
    }

    static ObjectNode number(int from, int to) {
        ObjectNode number = empty().put("type", "integer");
        if (from != Integer.MIN_VALUE) {
            number.put("minimum", from);
        }
        if (to != Integer.MAX_VALUE) {
            number.put("maximum", to);
        }
        return anyOf(number, ref("digits"));
    }

    static ObjectNode pattern(String pattern) {
        return empty().put("type", "string").put("pattern", pattern);
    }

    /** As text, of which each line holds as much as fits. */
    static String print(JsonNode node, String indent) {
        String line = node.toString();
        if (node.isEmpty() || indent.length() + line.length() <= WIDTH) {
            return line;
        }
        String deeper = indent + "  ";
        return node.isArray()
                ? node.valueStream()
                        .map(item -> deeper + print(item, deeper))
                        .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"))
                : node.propertyStream()
                        .map(entry -> deeper + '"' + entry.getKey() + "\": " + print(entry.getValue(), deeper))
                        .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
    }
}
