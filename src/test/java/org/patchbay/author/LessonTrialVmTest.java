package org.patchbay.author;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
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
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Wording;
import org.patchbay.lab.trial.Trials;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.Step;
import org.patchbay.sandbox.SystemScheduler;
import org.patchbay.sandbox.qemu.TestMachines;

/** The lessons that Patchbay comes with, and the one that an author begins with, tried as {@code patchbay try} does. */
@Tag("vm")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class LessonTrialVmTest {
    private static final int JOBS = 4;

    @TempDir
    static Path folder;

    private final SystemScheduler alarm = new SystemScheduler();
    private final FailureReport failureReport =
            new FailureReport(new Wording(ResourceBundle.getBundle("messages.diagnosis", Locale.ENGLISH)));
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

    /**
     * The whole of it takes a while: that is {@code ./patchbay try}. After each step the picture that a learner would be
     * shown is held against what the machine's own tools tell of its network; so it is in every case that somebody may draw.
     */
    @Test
    void every_lesson_can_be_solved_and_every_picture_is_what_the_kernel_says() throws Exception {
        List<BoundLesson> rounds = Course.read(Path.of("lessons")).lessons().stream()
                .flatMap(lesson -> lesson.rounds(1).stream())
                .toList();

        List<TrialOutcome> outcomes = run(rounds, new LessonTrials.Scope(JOBS, Optional.empty(), false, false, false));

        assertThat(outcomes.stream().map(outcome -> outcome.trialCase().step()))
                .containsAll(rounds.stream()
                        .flatMap(lesson -> lesson.steps().stream())
                        .filter(step -> step.isCase() || !step.tasks().isEmpty())
                        .map(Step::id)
                        .toList());
    }

    /** A step with faults of most layers. */
    @Test
    void one_step_has_nothing_that_fails() throws Exception {
        List<BoundLesson> lesson = lessons(Path.of("lessons")).stream()
                .filter(one -> one.id().equals("30-who-answers-arp"))
                .toList();

        List<TrialOutcome> outcomes = run(lesson, whole(Optional.of("80-answer")));

        assertThat(outcomes).extracting(TrialOutcome::trialCase).doesNotHaveDuplicates();
        assertThat(outcomes)
                .extracting(outcome -> outcome.trialCase().layer())
                .contains(
                        Optional.of(Layer.LINK),
                        Optional.of(Layer.BRIDGE),
                        Optional.of(Layer.ADDRESS),
                        Optional.of(Layer.ARP),
                        Optional.of(Layer.SETTING),
                        Optional.of(Layer.FILTER),
                        Optional.of(Layer.NAT));
    }

    @Test
    void a_new_lesson_passes_as_it_is() throws Exception {
        NewLesson.write(folder.resolve("course"), "10-mine");

        List<TrialOutcome> outcomes = run(lessons(folder.resolve("course")), whole(Optional.empty()));

        assertThat(outcomes)
                .extracting(outcome -> outcome.trialCase().what())
                .contains("solution", "right choice kernel")
                .anyMatch(what -> what.startsWith("mutation cidr 10.20.0."));
    }

    private static LessonTrials.Scope whole(Optional<String> step) {
        return new LessonTrials.Scope(JOBS, step, true, true, true);
    }

    private static List<BoundLesson> lessons(Path course) {
        return Course.read(course).lessons().stream()
                .map(lesson -> lesson.bind(1))
                .toList();
    }

    private List<TrialOutcome> run(List<BoundLesson> lessons, LessonTrials.Scope scope) throws Exception {
        List<TrialOutcome> outcomes = new ArrayList<>();
        Trials trials = new Trials(machines.engine(), Files.createTempDirectory(folder, "trials"), alarm);
        new LessonTrials(trials, scope, new PictureCheck()).run(lessons, outcomes::add);
        assertThat(outcomes.stream()
                        .filter(outcome -> outcome.result() instanceof TrialOutcome.Failed)
                        .flatMap(outcome -> failureReport.lines(outcome).stream()))
                .isEmpty();
        return outcomes;
    }
}
