package org.patchbay.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.patchbay.check.Verdict;
import org.patchbay.lesson.Action;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;
import org.patchbay.sandbox.Alarm;
import org.patchbay.sandbox.Sandbox;

/** One machine on which a lesson is tried, judged as a learner's is. Owns the machine. */
final class Trial implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Happenings happenings = new Happenings();
    private final Map<String, Verdict> verdicts = new ConcurrentHashMap<>();
    private final Machine machine;
    private final Typist typist;
    private final Examiner examiner;
    private volatile Optional<Step> step = Optional.empty();

    /** Brings the machine to the start of a step, as a lost learner's is. */
    Trial(Sandbox sandbox, Path recordings, Alarm alarm, BoundLesson lesson, Step start) throws Exception {
        machine = Machine.connect(sandbox, recordings, happenings, happenings);
        typist = new Typist(machine, happenings);
        List<Step> behind = lesson.steps().subList(0, lesson.steps().indexOf(start));
        for (String script : Preparation.of(lesson, behind)) {
            machine.probe().run(script, Preparation.LIMIT);
        }
        examiner = new Examiner(machine, happenings.executions(), alarm, () -> step, this::judged);
        happenings.onEach(examiner::look);
    }

    /** Enters a step; from now on its tasks are judged. */
    void enter(Step entered) {
        verdicts.clear();
        step = Optional.of(entered);
        examiner.look();
    }

    void act(List<Action> actions) throws Exception {
        typist.act(actions);
        judgeAnew();
    }

    void run(String script) throws Exception {
        machine.probe().run(script, Preparation.LIMIT);
        judgeAnew();
    }

    /** Forgets what was judged of the time before. Twice, because the first judgement may have begun before. */
    private void judgeAnew() throws InterruptedException {
        for (int round = 0; round < 2; round++) {
            verdicts.clear();
            examiner.look();
            happenings.await(() -> !verdicts.isEmpty(), PATIENCE);
        }
    }

    /** The task's verdict once it is such a one; the last verdict when it does not become one. */
    Verdict verdict(Task task, Predicate<Verdict> such) throws InterruptedException {
        happenings.await(
                () -> Optional.ofNullable(verdicts.get(task.id())).filter(such).isPresent(), PATIENCE);
        return verdicts.get(task.id());
    }

    @Override
    public void close() {
        examiner.close();
        machine.close();
    }

    private boolean judged(Step judged, Map<Task, Examiner.Judged> news) {
        if (step.filter(judged::equals).isPresent()) {
            news.forEach((task, one) -> verdicts.put(task.id(), one.verdict()));
            happenings.wake();
        }
        return false;
    }
}
