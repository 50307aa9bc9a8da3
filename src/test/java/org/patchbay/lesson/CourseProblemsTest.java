package org.patchbay.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CourseProblemsTest {
    @Test
    void every_problem_is_named_by_file_and_line_and_the_good_lesson_is_served() {
        Course course = Course.read(Fixtures.FOLDER.resolve("course"));

        assertThat(course.lessons()).extracting(Lesson::id).containsExactly("good");
        Fixtures.assertGolden(
                "course-problems.txt",
                course.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }

    @Test
    void a_folder_without_a_course_is_a_course_without_lessons(@TempDir Path folder) {
        assertThat(Course.read(folder).lessons()).isEmpty();
        assertThat(Course.read(folder).problems())
                .extracting(Problem::toString)
                .containsExactly("course.yaml:1: this file is missing");
        assertThat(Course.read(folder.resolve("nowhere")).problems()).hasSize(1);
    }

    @Test
    void a_file_larger_than_the_bound_is_refused(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("course.yaml"), "# ".repeat(SourceFile.LIMIT));

        assertThat(Course.read(folder).problems())
                .extracting(Problem::toString)
                .containsExactly("course.yaml:1: this file has more than 256 KiB");
    }

    @Test
    void yaml_that_would_grow_or_nest_without_end_is_refused(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("course.yaml"), "title: &a [x]\nlanguages: *a\n");
        assertThat(Course.read(folder).problems())
                .extracting(Problem::toString)
                .containsExactly("course.yaml:2: aliases (*name) are not supported; write the value itself");

        Files.writeString(folder.resolve("course.yaml"), "title: " + "[".repeat(40) + "]".repeat(40));
        assertThat(Course.read(folder).problems())
                .extracting(Problem::toString)
                .containsExactly("course.yaml:1: this is nested more than 20 deep");
    }
}
