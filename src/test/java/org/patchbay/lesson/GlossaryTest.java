package org.patchbay.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlossaryTest {
    @TempDir
    private Path folder;

    private List<String> problems(String terms) throws Exception {
        Files.writeString(folder.resolve("course.yaml"), "title: { en: Mine }\nlanguages: [en]\nlessons: []\n");
        Files.createDirectories(folder.resolve("glossary"));
        Files.writeString(folder.resolve("glossary/terms.yaml"), terms);
        return Course.read(folder).problems().stream().map(Problem::toString).toList();
    }

    @Test
    void the_course_explains_its_terms_in_both_languages() throws Exception {
        Course course = Course.read(Fixtures.LESSONS, 1);

        assertThat(course.problems())
                .filteredOn(problem -> problem.file().startsWith("glossary"))
                .isEmpty();
        assertThat(course.glossary()).hasSizeGreaterThan(39).allSatisfy(term -> {
            assertThat(term.text().in().keySet()).containsExactlyInAnyOrder(Language.values());
            assertThat(term.text().in(Language.EN)).endsWith(".");
            assertThat(term.text().in(Language.ZH)).endsWith("。");
            assertThat(term.source()).isNotBlank();
        });
    }

    @Test
    void its_file_is_as_the_schema_says() throws Exception {
        Path file = Fixtures.LESSONS.resolve("glossary/terms.yaml");
        String json = new YAMLMapper().readTree(file.toFile()).toString();
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Files.readString(Fixtures.LESSONS.resolve("schema/terms.json")));

        assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(json.replace("\"source\"", "\"sauce\""), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void mistakes_are_named_by_line_and_the_other_terms_are_kept() throws Exception {
        String good = "good: { name: { en: Good }, words: { en: [good] }, text: { en: Is good. }, source: here }\n";
        assertThat(problems(good)).isEmpty();
        assertThat(problems(good + "other: { name: { en: O }, words: {}, text: { en: O. }, source: x, see: [gone] }\n"))
                .containsExactly("glossary/terms.yaml:2: there is no other term 'gone'");
        assertThat(Course.read(folder).glossary()).extracting(Term::id).containsExactly("good");
        assertThat(problems(good + "other: { name: { en: O }, words: { en: [Good] }, text: { en: O. }, source: x }\n"))
                .containsExactly("glossary/terms.yaml:2: 'Good' is a word of 'good' already");
        assertThat(problems(good + "other: { name: { en: O }, words: {}, text: { en: O. } }\n"))
                .containsExactly("glossary/terms.yaml:2: 'source' is missing here");
        assertThat(problems(good.replace("}\n", ", colour: red }\n")).getFirst())
                .startsWith("glossary/terms.yaml:1: unknown key 'colour'");
        assertThat(problems("[]\n").getFirst()).contains("by their ids");
        assertThat(problems(good.replace("Is good.", "x".repeat(601))).getFirst())
                .contains("at most 600");
    }
}
