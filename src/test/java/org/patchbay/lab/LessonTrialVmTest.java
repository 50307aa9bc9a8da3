package org.patchbay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.check.Verdict;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.Fault;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;
import org.patchbay.sandbox.SystemAlarm;
import org.patchbay.sandbox.qemu.TestMachines;

/** Every task of every lesson, solved as its author says, and every mistake that its author foresaw, in real machines. */
@Tag("vm")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class LessonTrialVmTest {
    @TempDir
    static Path folder;

    private final List<BoundLesson> lessons = Course.read(Path.of("lessons")).lessons().stream()
            .map(lesson -> lesson.bind(1))
            .toList();
    private final SystemAlarm alarm = new SystemAlarm();
    private TestMachines machines;
    private int trials;

    @BeforeAll
    void open() throws Exception {
        machines = new TestMachines();
    }

    @AfterAll
    void close() {
        machines.close();
        alarm.close();
    }

    @TestFactory
    Stream<DynamicTest> solutions_pass() {
        return lessons.stream().map(lesson -> DynamicTest.dynamicTest(lesson.id(), () -> solve(lesson)));
    }

    private void solve(BoundLesson lesson) throws Exception {
        try (Trial trial = trial(lesson, lesson.steps().getFirst())) {
            for (Step step : lesson.steps()) {
                trial.enter(step);
                for (Task task : step.tasks()) {
                    solve(trial, step, task);
                }
            }
        }
    }

    private static void solve(Trial trial, Step step, Task task) throws Exception {
        String what = step.id() + "/" + task.id();
        assertThat(trial.verdict(task, verdict -> true)).as(what + " before").isNotInstanceOf(Verdict.Passed.class);
        trial.act(task.solve());
        assertThat(trial.verdict(task, Verdict.Passed.class::isInstance))
                .as(what + " solved")
                .isInstanceOf(Verdict.Passed.class);
    }

    @TestFactory
    Stream<DynamicTest> faults_get_their_diagnosis() {
        List<DynamicTest> tests = new ArrayList<>();
        for (BoundLesson lesson : lessons) {
            for (Step step : lesson.steps()) {
                for (Task task : step.tasks()) {
                    for (Fault fault : task.faults()) {
                        String name = lesson.id() + " " + step.id() + "/" + task.id() + " " + fault.injection();
                        tests.add(DynamicTest.dynamicTest(name, () -> inject(lesson, step, task, fault)));
                    }
                }
            }
        }
        return tests.stream();
    }

    private void inject(BoundLesson lesson, Step step, Task task, Fault fault) throws Exception {
        try (Trial trial = trial(lesson, step)) {
            trial.enter(step);
            for (Task earlier : step.tasks().subList(0, step.tasks().indexOf(task))) {
                solve(trial, step, earlier);
            }
            switch (fault.injection()) {
                case Fault.Injection.Instead instead -> trial.act(instead.actions());
                case Fault.Injection.Before before -> {
                    trial.act(before.actions());
                    trial.act(task.solve());
                }
                case Fault.Injection.Script script -> {
                    trial.run(script.commands());
                    trial.act(task.solve());
                }
            }
            Verdict verdict = trial.verdict(task, v -> named(v, fault));
            assertThat(named(verdict, fault))
                    .as("expected %s about %s, got %s", fault.layer(), fault.about(), verdict)
                    .isTrue();
        }
    }

    private static boolean named(Verdict verdict, Fault fault) {
        return verdict instanceof Verdict.Failed(var diagnosis)
                && diagnosis.layer() == fault.layer()
                && diagnosis.about().equals(fault.about());
    }

    private Trial trial(BoundLesson lesson, Step start) throws Exception {
        return new Trial(machines.start(), folder.resolve("trial" + trials++), alarm, lesson, start);
    }
}
