package org.patchbay.author;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.check.Wording;
import org.patchbay.lab.Rehearsals;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Course;
import org.patchbay.sandbox.SystemAlarm;
import org.patchbay.sandbox.qemu.TestMachines;

/** The lessons that Patchbay comes with, and the one that an author begins with, tried as {@code patchbay try} does. */
@Tag("vm")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class LessonTrialVmTest {
    @TempDir
    static Path folder;

    private final SystemAlarm alarm = new SystemAlarm();
    private final Account account =
            new Account(new Wording(ResourceBundle.getBundle("messages.diagnosis", Locale.ENGLISH)));
    private TestMachines machines;

    @BeforeAll
    void open() throws Exception {
        machines = new TestMachines();
    }

    @AfterAll
    void close() {
        machines.close();
        alarm.close();
    }

    @Test
    void the_course_has_nothing_that_fails() throws Exception {
        List<Outcome> outcomes = run(Path.of("lessons"));

        assertThat(outcomes).extracting(Outcome::trial).doesNotHaveDuplicates().hasSizeGreaterThan(100);
    }

    @Test
    void a_new_lesson_passes_as_it_is() throws Exception {
        NewLesson.write(folder.resolve("course"), "10-mine");

        List<Outcome> outcomes = run(folder.resolve("course"));

        assertThat(outcomes)
                .extracting(outcome -> outcome.trial().what())
                .contains("solution", "right choice kernel")
                .anyMatch(what -> what.startsWith("mutation cidr 10.20.0."));
    }

    private List<Outcome> run(Path course) throws Exception {
        List<BoundLesson> lessons = Course.read(course).lessons().stream()
                .map(lesson -> lesson.bind(1))
                .toList();
        Rehearsals rehearsals = new Rehearsals(machines.engine(), folder.resolve("recordings"), alarm);
        List<Outcome> outcomes = new ArrayList<>();
        new Try(rehearsals, new Try.Scope(2, Optional.empty(), true, true)).run(lessons, outcomes::add);
        assertThat(outcomes.stream()
                        .filter(outcome -> outcome.result() instanceof Outcome.Failed)
                        .flatMap(outcome -> account.lines(outcome).stream()))
                .isEmpty();
        return outcomes;
    }
}
