package org.patchbay.author;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.Language;
import org.patchbay.lesson.Lesson;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;

class NewLessonTest {
    @TempDir
    private Path folder;

    @Test
    void lint_has_nothing_to_say_of_a_new_lesson_and_it_has_one_of_each() throws Exception {
        List<Path> written = NewLesson.write(folder.resolve("course"), "10-mine");

        assertThat(written).allMatch(Files::isRegularFile).hasSize(8);
        for (Path file : written) {
            if (file.toString().endsWith(".yaml")) {
                String first = Files.readAllLines(file).getFirst();
                assertThat(first).startsWith("# yaml-language-server: $schema=");
                Path schema = file.resolveSibling(first.substring(first.indexOf('=') + 1));
                assertThat(schema)
                        .hasSameTextualContentAs(
                                Path.of("lessons/schema", schema.getFileName().toString()));
            }
        }
        assertThat(Lint.of(folder.resolve("course"), List.of())).isEmpty();
        Step step = Course.read(folder.resolve("course"))
                .lesson("10-mine")
                .orElseThrow()
                .bind(1)
                .steps()
                .getFirst();
        Task task = step.tasks().getFirst();
        assertThat(task.faults()).isNotEmpty();
        assertThat(step.questions()).isNotEmpty();
        for (Language language : Language.values()) {
            assertThat(step.prose(language).hints(task.id())).isNotEmpty();
        }
    }

    @Test
    void it_is_written_in_the_languages_of_its_course() throws Exception {
        Files.writeString(folder.resolve("course.yaml"), "title: { en: Mine }\nlanguages: [en]\nlessons: []\n");

        NewLesson.write(folder, "10-mine");

        assertThat(Lint.of(folder, List.of())).isEmpty();
        assertThat(Course.read(folder).lessons()).extracting(Lesson::id).containsExactly("10-mine");
        assertThat(folder.resolve("10-mine/10-first.zh.md")).doesNotExist();
    }

    @Test
    void a_bad_name_a_folder_that_is_there_and_a_course_without_list_are_refused_and_nothing_changes()
            throws Exception {
        Files.writeString(folder.resolve("course.yaml"), "lessons: none\n");
        Files.createDirectory(folder.resolve("there"));

        for (String bad : List.of("Bad Name", "../out", "", "-a")) {
            assertThatThrownBy(() -> NewLesson.write(folder, bad))
                    .isInstanceOf(AuthoringException.class)
                    .hasMessage("'" + bad
                            + "' can't be a lesson's name: use lower-case letters, digits and hyphens, at most 40.");
        }
        assertThatThrownBy(() -> NewLesson.write(folder, "there"))
                .isInstanceOf(AuthoringException.class)
                .hasMessageContaining("already exists");
        assertThatThrownBy(() -> NewLesson.write(folder, "mine"))
                .isInstanceOf(AuthoringException.class)
                .hasMessageContaining("no list of lessons");
        assertThat(folder.resolve("course.yaml")).hasContent("lessons: none\n");
        assertThat(folder.resolve("mine")).doesNotExist();
    }
}
