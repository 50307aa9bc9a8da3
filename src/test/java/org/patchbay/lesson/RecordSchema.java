package org.patchbay.lesson;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.patchbay.check.Assertion;
import org.patchbay.check.Between;
import org.patchbay.check.Publication;
import org.patchbay.check.output.Cell;
import org.patchbay.check.verdict.DeviceName;

/** The schema of an assertion, made of the same records that {@link RecordReader} reads. */
final class RecordSchema {
    private RecordSchema() {}

    static ObjectNode of(Class<?> type) {
        if (RecordReader.combines(type)) {
            RecordComponent only = RecordReader.components(type).firstEntry().getValue();
            return value(only.getGenericType(), only);
        }
        ObjectNode schema = SchemaParts.mapping();
        RecordReader.components(type)
                .forEach((key, component) -> SchemaParts.with(
                        schema,
                        key,
                        RecordReader.absent(component).isEmpty(),
                        value(component.getGenericType(), component)));
        return schema;
    }

    private static ObjectNode value(Type type, RecordComponent component) {
        if (type instanceof ParameterizedType generic) {
            List<Type> arguments = List.of(generic.getActualTypeArguments());
            if (generic.getRawType() == Optional.class) {
                return value(arguments.getFirst(), component);
            }
            if (generic.getRawType() == List.class || generic.getRawType() == Set.class) {
                return SchemaParts.oneOrMany(value(arguments.getFirst(), component));
            }
            if (generic.getRawType() == Map.class) {
                return map(arguments);
            }
        }
        if (type == Assertion.class) {
            return SchemaParts.ref("check");
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
            Between between = component.getAnnotation(Between.class);
            return between == null
                    ? SchemaParts.number(Integer.MIN_VALUE, Integer.MAX_VALUE)
                    : SchemaParts.number(between.from(), between.to());
        }
        if (type instanceof Class<?> known && known.isEnum()) {
            return SchemaParts.words(Fields.words(known));
        }
        if (type instanceof Class<?> known && known.isRecord()) {
            return of(known);
        }
        throw new AssertionError("RecordSchema does not know what lessons write for " + component);
    }

    private static ObjectNode map(List<Type> arguments) {
        if (arguments.getFirst() instanceof Class<?> words && words.isEnum()) {
            ObjectNode schema = SchemaParts.mapping();
            Fields.words(words).forEach(word -> schema.withObject("/properties").set(word, SchemaParts.ref("text")));
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
}
