package org.patchbay.author;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.lesson.Problem;

class LintTest {
    private static final Path BAD = Path.of("src/test/resources/org/patchbay/lesson/course");

    @Test
    void only_what_was_requested_is_reported() throws Exception {
        assertThat(Lint.of(BAD, List.of("good"))).isEmpty();
        assertThat(Lint.of(BAD, List.of("bad-keys")))
                .isNotEmpty()
                .allMatch(problem -> problem.file().startsWith("bad-keys/"));
        assertThat(Lint.of(BAD, List.of())).extracting(Problem::file).contains("course.yaml", "bad-keys/lesson.yaml");
    }

    @Test
    void a_lesson_that_the_course_does_not_list_is_a_problem_of_the_course() throws Exception {
        assertThat(Lint.of(BAD, List.of("unlisted")))
                .extracting(Problem::message)
                .contains("the lesson 'unlisted' beside this file is not in this list");
    }

    @Test
    void a_lesson_that_is_not_there_is_refused() {
        for (String none : List.of("nowhere", "../course", "")) {
            assertThatThrownBy(() -> Lint.of(BAD, List.of(none)))
                    .isInstanceOf(AuthoringException.class)
                    .hasMessage("There is no lesson '" + none + "' in " + BAD + ".");
        }
    }

    @Test
    void a_parameter_that_only_some_seeds_make_wrong_is_found(@TempDir Path folder) throws Exception {
        NewLesson.write(folder, "10-mine");
        Path yaml = folder.resolve("10-mine/lesson.yaml");
        Files.writeString(yaml, Files.readString(yaml).replace("from: 20, to: 200", "from: 246, to: 256"));

        assertThat(Lint.of(folder, List.of()))
                .extracting(Problem::toString)
                .containsExactly(
                        "10-mine/10-first.md:5: '10.20.0.256/24' is not an address with a prefix, such as 10.70.2.10/24");
    }
}
