package org.patchbay.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveCourseTest {
    private static final String STEP = """
            ---
            title: A step
            ---
            %s
            """;

    @TempDir
    Path above;

    private final BlockingQueue<Course> told = new LinkedBlockingQueue<>();
    private Path folder;
    private LiveCourse course;

    @BeforeEach
    void watch() throws IOException {
        folder = above.resolve("course");
        lesson("10-one", "First.");
        list("10-one");
        course = new LiveCourse(folder);
        course.onChange(told::add);
        course.watch();
    }

    @AfterEach
    void close() throws IOException {
        course.close();
    }

    @Test
    void aChangeIsReported() throws Exception {
        step("10-one", "Second.");
        assertThat(html(next())).contains("Second.");
        assertThat(html(course.now())).contains("Second.");
    }

    @Test
    void aChangeBeforeWatchingIsReportedToo() throws Exception {
        try (LiveCourse early = new LiveCourse(folder)) {
            BlockingQueue<Course> heard = new LinkedBlockingQueue<>();
            early.onChange(heard::add);
            step("10-one", "Second.");
            early.watch();
            Course next = heard.poll(4, TimeUnit.MINUTES);
            assertThat(next).isNotNull();
            assertThat(html(next)).contains("Second.");
        }
    }

    @Test
    void aBrokenEditKeepsWhatWasSoundAndNamesFileAndLine() throws Exception {
        step("10-one", "- [ ] (none) A task that does not exist.");
        Course broken = next();
        assertThat(html(broken)).contains("First.");
        assertThat(broken.problems())
                .extracting(Problem::toString)
                .allMatch(text -> text.startsWith("10-one/10-a.md:4: "));
        assertThat(broken.problems()).isNotEmpty();

        step("10-one", "Mended.");
        Course mended = next();
        assertThat(html(mended)).contains("Mended.");
        assertThat(mended.problems()).isEmpty();
    }

    @Test
    void aBrokenListKeepsTheWholeCourse() throws Exception {
        Files.writeString(folder.resolve("course.yaml"), "title: [");
        Course broken = next();
        assertThat(broken.lessons()).extracting(Lesson::id).containsExactly("10-one");
        assertThat(broken.problems()).extracting(Problem::file).containsOnly("course.yaml");
    }

    @Test
    void aNewLessonIsFoundAndWatched() throws Exception {
        lesson("20-two", "Second.");
        list("10-one, 20-two");
        awaitLessons(2);
        step("20-two", "Other.");
        while (!course.now()
                .lesson("20-two")
                .orElseThrow()
                .text()
                .files()
                .get("10-a.md")
                .contains("Other.")) {
            next();
        }
    }

    @Test
    void anotherFolderInItsPlaceIsFound() throws Exception {
        Path other = above.resolve("other");
        folder = other;
        lesson("10-one", "Elsewhere.");
        list("10-one");
        Files.move(above.resolve("course"), above.resolve("old"));
        Files.move(other, above.resolve("course"));
        while (!html(course.now()).contains("Elsewhere.")) {
            next();
        }
    }

    @Test
    void aChangeWithoutEffectIsNotReported() throws Exception {
        step("10-one", "First.");
        Files.writeString(folder.resolve("10-one/.10-a.md.swp"), "an editor's");
        Files.writeString(above.resolve("beside"), "no part of it");
        step("10-one", "Second.");
        assertThat(html(next())).contains("Second.");
        assertThat(told).isEmpty();
    }

    @Test
    void aStoredTextGivesTheSameLesson() {
        LessonText text = course.now().lessons().getFirst().text();
        LessonText again = text.read(List.of()).orElseThrow().text();
        assertThat(again).isEqualTo(text);
        assertThat(again.version()).isEqualTo(text.version()).hasSize(64);

        TreeMap<String, String> other = new TreeMap<>(text.files());
        other.put("10-a.md", STEP.formatted("Other."));
        LessonText changed = new LessonText(text.id(), text.languages(), other);
        assertThat(changed.version()).isNotEqualTo(text.version());
        other.put("10-a.md", "rubbish");
        assertThat(new LessonText(text.id(), text.languages(), other).read(List.of()))
                .isEmpty();
        assertThat(new LessonText(text.id(), text.languages(), new TreeMap<>()).read(List.of()))
                .isEmpty();
    }

    private Course next() throws InterruptedException {
        Course next = told.poll(4, TimeUnit.MINUTES);
        assertThat(next).as("the next reading").isNotNull();
        return next;
    }

    private void awaitLessons(int number) throws InterruptedException {
        while (course.now().lessons().size() != number) {
            next();
        }
    }

    private static String html(Course course) {
        return course.lessons()
                .getFirst()
                .bind(1)
                .steps()
                .getFirst()
                .prose(Language.EN)
                .html();
    }

    private void list(String lessons) throws IOException {
        Files.writeString(folder.resolve("course.yaml"), """
                title: { en: A course }
                languages: [en]
                lessons: [%s]
                """.formatted(lessons));
    }

    private void lesson(String id, String text) throws IOException {
        Files.createDirectories(folder.resolve(id));
        Files.writeString(folder.resolve(id).resolve("lesson.yaml"), """
                title: { en: A lesson }
                summary: { en: It is small. }
                minutes: 1
                profile: net
                """);
        step(id, text);
    }

    private void step(String id, String text) throws IOException {
        Files.writeString(folder.resolve(id).resolve("10-a.md"), STEP.formatted(text));
    }
}
