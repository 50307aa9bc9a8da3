package org.patchbay.lesson;

import static org.patchbay.lesson.SchemaParts.anyOf;
import static org.patchbay.lesson.SchemaParts.empty;
import static org.patchbay.lesson.SchemaParts.mapping;
import static org.patchbay.lesson.SchemaParts.number;
import static org.patchbay.lesson.SchemaParts.oneOrMany;
import static org.patchbay.lesson.SchemaParts.pattern;
import static org.patchbay.lesson.SchemaParts.ref;
import static org.patchbay.lesson.SchemaParts.with;
import static org.patchbay.lesson.SchemaParts.words;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.patchbay.check.verdict.Layer;

/** Makes the schemas of lesson files from the types that lessons are read into. */
final class LessonSchema {
    private static final String ID = "[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?";

    /** By the name of their file. */
    static final Map<String, Supplier<ObjectNode>> ALL = Map.of(
            "course.json", LessonSchema::course, "lesson.json", LessonSchema::lesson, "step.json", LessonSchema::step);

    private LessonSchema() {}

    private static ObjectNode course() {
        ObjectNode schema = document("Patchbay: course.yaml", mapping());
        with(schema, "title", true, texts());
        with(schema, "languages", true, oneOrMany(words(languages())));
        with(schema, "lessons", true, oneOrMany(ref("id")));
        return schema;
    }

    private static ObjectNode lesson() {
        ObjectNode drawn = with(with(mapping(), "from", true, number(0, 1_000_000)), "to", true, number(0, 1_000_000));
        ObjectNode word = with(mapping(), "one-of", true, oneOrMany(ref("text")));
        ObjectNode parameters = empty().put("type", "object");
        parameters.putObject("propertyNames").put("pattern", "^" + ID + "$");
        parameters.set("additionalProperties", anyOf(ref("text"), drawn, word));
        ObjectNode schema = document("Patchbay: lesson.yaml", mapping());
        with(schema, "title", true, texts());
        with(schema, "summary", true, texts());
        with(schema, "minutes", true, number(1, 600));
        with(
                schema,
                "profile",
                true,
                words(LessonReader.PROFILES.stream().sorted().toList()));
        with(schema, "parameters", false, parameters);
        with(schema, "graded", false, ref("flag"));
        with(schema, "shown-counts", false, ref("flag"));
        with(schema, "setup", false, oneOrMany(ref("text")));
        with(schema, "cases", false, number(1, LessonFiles.STEPS));
        with(schema, "prerequisites", false, oneOrMany(ref("id")));
        return schema;
    }

    private static ObjectNode step() {
        ObjectNode schema = document("Patchbay: the front matter of a step", mapping());
        with(schema, "title", true, ref("text"));
        with(schema, "case", false, oneOrMany(ref("text")));
        with(schema, "tasks", false, oneOrMany(ref("task")));
        with(schema, "questions", false, byId(question()));
        with(schema, "predictions", false, byId(prediction()));
        ObjectNode definitions = schema.withObject("/definitions");
        definitions.set("task", task());
        definitions.set("action", action());
        definitions.set("actions", oneOrMany(anyOf(ref("text"), ref("action"))));
        definitions.set("fault", fault());
        definitions.set(
                "device",
                pattern("^([^/\\s]+/)?[^/\\s]+$")
                        .put(
                                "description",
                                "veth0, ns1/veth0 in a network namespace, container:web/eth0 in a container's"));
        definitions.set("check", check());
        return schema;
    }

    private static ObjectNode task() {
        ObjectNode stays = with(mapping(), "stays", true, pattern("^[1-9][0-9]{0,2}s$|\\$\\{"));
        ObjectNode task = mapping();
        with(task, "id", true, ref("id"));
        with(task, "points", false, number(0, 100));
        with(task, "when", false, anyOf(words(List.of("now", "ever")), stays));
        with(task, "check", true, ref("check"));
        with(task, "live", false, ref("flag"));
        with(task, "solve", true, ref("actions"));
        with(task, "also", false, oneOrMany(with(mapping(), "solve", true, ref("actions"))));
        with(task, "faults", false, oneOrMany(ref("fault")));
        return task;
    }

    private static ObjectNode action() {
        ObjectNode action = mapping();
        with(action, "in", false, ref("id"));
        with(action, "type", false, ref("text"));
        with(action, "until", false, ref("text"));
        with(
                action,
                "key",
                false,
                words(Arrays.stream(Action.Key.values())
                        .map(Action.Key::written)
                        .toList()));
        return oneOf(action, "type", "until", "key");
    }

    private static ObjectNode fault() {
        ObjectNode expect = with(mapping(), "layer", true, words(Fields.words(Layer.class)));
        with(expect, "about", true, ref("text"));
        ObjectNode fault = mapping();
        with(fault, "instead", false, ref("actions"));
        with(fault, "before", false, ref("actions"));
        with(fault, "script", false, ref("text"));
        with(fault, "expect", true, expect);
        return oneOf(fault, "instead", "before", "script");
    }

    private static ObjectNode question() {
        ObjectNode question = with(mapping(), "answer", true, ref("id"));
        with(question, "attempts", false, number(1, 10));
        return with(question, "points", false, number(0, 100));
    }

    private static ObjectNode prediction() {
        return with(with(mapping(), "before", true, ref("id")), "actual", true, ref("id"));
    }

    private static ObjectNode check() {
        ObjectNode check = mapping();
        AssertionReader.VOCABULARY.forEach((key, type) -> {
            ObjectNode schema = RecordSchema.of(type);
            with(
                    check,
                    key,
                    false,
                    LessonDocs.holdsWhen(key)
                            .map(text -> described(schema, text))
                            .orElse(schema));
        });
        return check.put("minProperties", 1).put("maxProperties", 1);
    }

    /** What stands beside a reference is ignored, so the reference goes into a list of one. */
    private static ObjectNode described(ObjectNode schema, String text) {
        if (!schema.has("$ref")) {
            return schema.put("description", text);
        }
        ObjectNode wrapped = empty();
        wrapped.putArray("allOf").add(schema);
        return wrapped.put("description", text);
    }

    private static ObjectNode oneOf(ObjectNode mapping, String... keys) {
        ArrayNode ways = mapping.putArray("oneOf");
        for (String key : keys) {
            ways.addObject().putArray("required").add(key);
        }
        return mapping;
    }

    private static ObjectNode byId(ObjectNode value) {
        ObjectNode schema = empty().put("type", "object");
        schema.putObject("propertyNames").put("pattern", "^" + ID + "$");
        schema.set("additionalProperties", value);
        return schema;
    }

    private static ObjectNode texts() {
        ObjectNode texts = mapping();
        languages().forEach(tag -> with(texts, tag, tag.equals("en"), ref("text")));
        return texts;
    }

    private static List<String> languages() {
        return Arrays.stream(Language.values()).map(Language::tag).toList();
    }

    private static ObjectNode document(String title, ObjectNode mapping) {
        ObjectNode schema = empty().put("$schema", "http://json-schema.org/draft-07/schema#")
                .put("title", title);
        schema.setAll(mapping);
        ObjectNode definitions = schema.putObject("definitions");
        ObjectNode text = definitions.putObject("text");
        ArrayNode types = text.putArray("type");
        List.of("string", "number", "boolean").forEach(types::add);
        definitions.set("parameter", pattern("\\$\\{").put("description", "a parameter of the lesson: ${name}"));
        definitions.set("digits", pattern("^-?[0-9]+$|\\$\\{"));
        ObjectNode truth = empty();
        truth.putArray("enum").add(true).add(false).add("true").add("false");
        definitions.set("flag", anyOf(truth, ref("parameter")));
        definitions.set("id", anyOf(pattern("^" + ID + "$|\\$\\{"), empty().put("type", "integer")));
        return schema;
    }
}
