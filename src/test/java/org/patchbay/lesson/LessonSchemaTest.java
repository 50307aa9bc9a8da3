package org.patchbay.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.check.Assertion;

/** The schemas that editors use are what the reader of lessons takes, no more and no less. */
class LessonSchemaTest {
    private static final Path FOLDER = Path.of("lessons/schema");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static Schema schema(String name) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(JSON.readTree(FOLDER.resolve(name).toFile()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"course.json", "lesson.json", "step.json"})
    void theFilesAreMadeOfTheTypes(String name) throws IOException {
        String made = SchemaParts.print(LessonSchema.ALL.get(name).get(), "") + "\n";
        Path copy = Path.of("target/lesson-schema").resolve(name);
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, made);
        assertThat(FOLDER.resolve(name))
                .as("the types have changed: copy %s there", copy)
                .hasContent(made);
    }

    @Test
    void everyAssertionHasASample() {
        assertThat(AssertionSamples.ALL.stream()
                        .map(AssertionSamples::mapping)
                        .map(AssertionReader::read)
                        .<Class<?>>map(Assertion::getClass))
                .containsExactlyInAnyOrder(Assertion.class.getPermittedSubclasses());
    }

    static Stream<String> samples() {
        return AssertionSamples.ALL.stream();
    }

    private static List<String> names(JsonNode mapping) {
        return mapping.properties().stream().map(Map.Entry::getKey).toList();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theDocumentationNamesEveryKey(String text) throws IOException {
        String key = AssertionSamples.mapping(text).entries().firstEntry().getKey();
        assertThat(LessonDocs.holdsWhen(key)).as(key).isPresent();
        JsonNode properties = JSON.readTree(FOLDER.resolve("step.json").toFile())
                .at("/definitions/check/properties/" + key + "/properties");
        assertThat(names(properties))
                .allSatisfy(name -> assertThat(LessonDocs.keys(key)).contains("`" + name));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleIsValidAndWithAStrangeKeyItIsNot(String text) throws IOException {
        assertThat(step(text)).isEmpty();
        String inside = text.replaceFirst("^\\{([a-z-]+): \\{", "{$1: {zzz: 1, ");
        if (!inside.equals(text)) {
            assertThat(step(inside)).isNotEmpty();
            assertThat(AssertionSamples.refusal(AssertionSamples.mapping(inside)))
                    .isNotEmpty();
        }
        assertThat(step(text.replaceFirst("\\{", "{zzz: {device: x}, "))).isNotEmpty();
    }

    private static List<?> step(String check) throws IOException {
        return schema("step.json")
                .validate(YAML.readTree("{title: x, tasks: [{id: x, check: " + check + ", solve: x}]}"));
    }

    /** Where a key that nobody knows is put into a whole lesson, and which part of which schema that is. */
    static Stream<Arguments> places() {
        return Stream.of(
                new Arguments("COURSE", "course.json", "/properties"),
                new Arguments("TITLE", "course.json", "/properties/title/properties"),
                new Arguments("LESSON", "lesson.json", "/properties"),
                new Arguments(
                        "NUMBER", "lesson.json", "/properties/parameters/additionalProperties/anyOf/1/properties"),
                new Arguments("STEP", "step.json", "/properties"),
                new Arguments("TASK", "step.json", "/definitions/task/properties"),
                new Arguments("STAYS", "step.json", "/definitions/task/properties/when/anyOf/1/properties"),
                new Arguments("ACTION", "step.json", "/definitions/action/properties"),
                new Arguments("FAULT", "step.json", "/definitions/fault/properties"),
                new Arguments("EXPECT", "step.json", "/definitions/fault/properties/expect/properties"),
                new Arguments("QUESTION", "step.json", "/properties/questions/additionalProperties/properties"),
                new Arguments("PREDICTION", "step.json", "/properties/predictions/additionalProperties/properties"));
    }

    record Arguments(String place, String schema, String pointer) {}

    @ParameterizedTest
    @MethodSource("places")
    void theReaderKnowsTheKeysOfEachFile(Arguments at, @TempDir Path folder) throws IOException {
        write(folder, "course.yaml", COURSE, at.place);
        write(folder, "l/lesson.yaml", LESSON, at.place);
        write(folder, "l/10-a.md", STEP, at.place);
        List<String> known = Course.read(folder).problems().stream()
                .map(Problem::message)
                .filter(message -> message.startsWith("unknown key 'zzz'"))
                .map(AssertionSamples::known)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError(Course.read(folder).problems().toString()));
        JsonNode properties = JSON.readTree(FOLDER.resolve(at.schema).toFile()).at(at.pointer);
        // Of a title only the languages of its course are asked; of a drawn number also whether it is a drawn word.
        List<String> theirs = new ArrayList<>(names(properties));
        if (at.place.equals("TITLE")) {
            theirs.remove("zh");
        }
        assertThat(new TreeSet<>(
                        known.stream().filter(key -> !key.equals("one-of")).toList()))
                .isEqualTo(new TreeSet<>(theirs));
    }

    private static final String COURSE = """
            title: {en: Course @TITLE@}
            languages: [en]
            lessons: [l]
            @COURSE@
            """;
    private static final String LESSON = """
            title: {en: Lesson}
            summary: {en: Summary}
            minutes: 5
            profile: net
            parameters: {a: 1, n: {from: 1, to: 2 @NUMBER@}, w: {one-of: [x, y]}}
            @LESSON@
            """;
    private static final String STEP = """
            ---
            title: Step
            tasks:
              - id: t
                when: {stays: 3s @STAYS@}
                check: {link: {device: lo}}
                solve: [{in: a, type: x @ACTION@}]
                faults: [{instead: y, expect: {layer: link, about: lo @EXPECT@} @FAULT@}]
                @TASK@
            questions: {q: {answer: a @QUESTION@}}
            predictions: {p: {before: t, actual: a @PREDICTION@}}
            @STEP@
            ---
            - [ ] (t) Do it.
            """;

    private static void write(Path folder, String name, String text, String place) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        String whole = text.replaceAll("(?m)^( *)@" + place + "@", "$1zzz: 1")
                .replace("@" + place + "@", ", zzz: 1")
                .replaceAll(" *@[A-Z]+@", "");
        Files.writeString(folder.resolve(name), whole);
    }

    @Test
    void theLessonsThatPatchbayComesWithAreValid() throws IOException {
        assertThat(invalid(Fixtures.LESSONS)).isEmpty();
    }

    @Test
    void theSchemaRefusesInvalidFiles() throws IOException {
        assertThat(invalid(Fixtures.FOLDER.resolve("course")))
                .containsExactly(
                        "bad-asks/10-first.md",
                        "bad-draw/lesson.yaml",
                        "bad-keys/lesson.yaml",
                        "bad-parameters/lesson.yaml",
                        "bad-prose/10-tasks.md",
                        "bad-translation/10-first.zh.md",
                        "bad-usual/10-first.md",
                        "course.yaml");
    }

    /** The files that are YAML, as far as YAML goes, and not valid. */
    private static List<String> invalid(Path folder) throws IOException {
        List<String> invalid = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = folder.relativize(file).toString();
                if (!valid(folder, file)) {
                    invalid.add(name);
                }
            }
        }
        return invalid;
    }

    private static boolean valid(Path folder, Path file) throws IOException {
        String name = file.getFileName().toString();
        boolean step = name.endsWith(".md");
        if (!step && !name.endsWith(".yaml")) {
            return true;
        }
        try {
            String text = SourceFile.read(folder, file).text();
            String yaml = step ? text.substring(4, text.indexOf("\n---\n", 3)) : text;
            YamlReader.read(yaml, 0);
            return schema(step ? "step.json" : name.replace(".yaml", ".json"))
                    .validate(YAML.readTree(yaml))
                    .isEmpty();
        } catch (Flaw | StringIndexOutOfBoundsException e) {
            return true;
        }
    }

    @Test
    void theSchemasAreSchemas() throws IOException {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(SchemaLocation.of("http://json-schema.org/draft-07/schema#"));
        for (String name : LessonSchema.ALL.keySet()) {
            ObjectNode schema = (ObjectNode) JSON.readTree(FOLDER.resolve(name).toFile());
            assertThat(meta.validate(schema)).as(name).isEmpty();
        }
    }
}
