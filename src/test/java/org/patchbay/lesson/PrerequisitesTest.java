package org.patchbay.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrerequisitesTest {
    @TempDir
    private Path folder;

    @Test
    void a_lesson_names_its_prerequisites() throws IOException {
        lesson("a", "");
        lesson("b", "prerequisites: a\n");
        lesson("c", "prerequisites: [a, b]\n");

        Course course = course("a, b, c");

        assertThat(course.problems()).isEmpty();
        assertThat(course.lessons())
                .extracting(Lesson::prerequisites)
                .containsExactly(List.of(), List.of("a"), List.of("a", "b"));
    }

    @Test
    void one_that_the_course_does_not_have_is_refused_by_file_and_line() throws IOException {
        lesson("a", "prerequisites: [gone]\n");
        lesson("b", "prerequisites:\n  - a\n  - unlisted\n");
        lesson("unlisted", "");

        assertThat(problems("a, b"))
                .contains(
                        "a/lesson.yaml:5: the course has no lesson 'gone'",
                        "b/lesson.yaml:7: the course has no lesson 'unlisted'");
        assertThat(course("a, b").lessons()).isEmpty();
    }

    @Test
    void a_cycle_is_reported_where_it_closes() throws IOException {
        lesson("a", "prerequisites: [c]\n");
        lesson("b", "prerequisites: [a]\n");
        lesson("c", "prerequisites: [b]\n");
        lesson("d", "prerequisites: [c]\n");

        assertThat(problems("a, b, c, d"))
                .containsExactly(
                        "a/lesson.yaml:5: the prerequisites form a cycle: a → c → b → a",
                        "b/lesson.yaml:5: the prerequisites form a cycle: b → a → c → b",
                        "c/lesson.yaml:5: the prerequisites form a cycle: c → b → a → c");
        assertThat(course("a, b, c, d").lessons()).extracting(Lesson::id).containsExactly("d");
    }

    @Test
    void prerequisites_come_before_their_lesson() throws IOException {
        lesson("a", "prerequisites: [b]\n");
        lesson("b", "");

        assertThat(problems("a, b"))
                .containsExactly("a/lesson.yaml:5: the prerequisite 'b' comes after this lesson in course.yaml");
        assertThat(problems("b, a")).isEmpty();
    }

    @Test
    void itself_a_second_time_and_no_id_are_refused() throws IOException {
        lesson("a", "");
        lesson("b", "prerequisites: [b]\n");
        lesson("c", "prerequisites: [a, a]\n");
        lesson("d", "prerequisites: [No Id]\n");

        assertThat(problems("a, b, c, d"))
                .containsExactly(
                        "b/lesson.yaml:5: a lesson can't be its own prerequisite",
                        "c/lesson.yaml:5: the prerequisite 'a' is listed twice",
                        "d/lesson.yaml:5: 'No Id' is not an id: use lower-case letters, digits and hyphens, at most 40");
    }

    @Test
    void a_lesson_with_other_mistakes_is_a_lesson_of_the_course_all_the_same() throws IOException {
        lesson("a", "colour: red\n");
        lesson("b", "prerequisites: [a]\n");

        assertThat(problems("a, b")).hasSize(1).first().asString().startsWith("a/lesson.yaml:5: unknown key 'colour'");
        assertThat(course("a, b").lessons()).extracting(Lesson::id).containsExactly("b");
    }

    private List<String> problems(String list) throws IOException {
        return course(list).problems().stream().map(Problem::toString).toList();
    }

    private Course course(String list) throws IOException {
        Files.writeString(
                folder.resolve("course.yaml"), "title: { en: Mine }\nlanguages: [en]\nlessons: [" + list + "]\n");
        return Course.read(folder);
    }

    private void lesson(String id, String more) throws IOException {
        Files.createDirectories(folder.resolve(id));
        Files.writeString(folder.resolve(id).resolve("lesson.yaml"), """
                title: { en: A lesson }
                summary: { en: It is small. }
                minutes: 1
                profile: net
                """ + more);
        Files.writeString(folder.resolve(id).resolve("10-a.md"), "---\ntitle: A step\n---\nText.\n");
    }
}
