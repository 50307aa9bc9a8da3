package org.patchbay.lab.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.patchbay.check.Assertion;
import org.patchbay.check.frames.FrameJourneys;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.lab.judge.ActiveProbes;
import org.patchbay.lab.judge.Examiner;
import org.patchbay.lab.judge.Judgement;
import org.patchbay.lab.machine.FollowedFrames;
import org.patchbay.lab.machine.LabCheckpoint;
import org.patchbay.lab.machine.LabMachine;
import org.patchbay.lab.machine.MachineWaiter;
import org.patchbay.lab.machine.PlaybackException;
import org.patchbay.lab.machine.StepPreparation;
import org.patchbay.lab.machine.Typist;
import org.patchbay.lesson.Action;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;
import org.patchbay.lesson.When;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.probe.ProbeException;
import org.patchbay.sandbox.Engine;
import org.patchbay.sandbox.SandboxException;
import org.patchbay.sandbox.Scheduler;

/** A trial of a lesson on one machine, judged like a learner's. For use by one thread. */
public final class Trial implements AutoCloseable {
    /** Limit for an expected verdict on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LabMachine machine;
    private final MachineWaiter waiter;
    private final Scheduler scheduler;
    private final Typist typist;
    private final Path recordings;
    private final Map<String, Verdict> verdicts = new ConcurrentHashMap<>();
    /** Verdicts that passed since the step was entered: a learner's task stays passed. */
    private final Map<String, Verdict> passed = new ConcurrentHashMap<>();

    private Optional<Examiner> examiner = Optional.empty();
    private volatile Optional<Step> entered = Optional.empty();
    private final AtomicLong judgements = new AtomicLong();
    /** Identifies the entry, because a closed examiner may still deliver an obsolete judgement. */
    private final AtomicInteger entries = new AtomicInteger();

    /** @param recordings of the machine */
    Trial(LabMachine machine, MachineWaiter waiter, Scheduler scheduler, Typist typist, Path recordings) {
        this.machine = machine;
        this.waiter = waiter;
        this.scheduler = scheduler;
        this.typist = typist;
        this.recordings = recordings;
    }

    /** Enters a step, possibly again: earlier commands are no evidence for its tasks. */
    public void enter(Step step) throws PlaybackException, InterruptedException {
        leave();
        int mine = entries.incrementAndGet();
        passed.clear();
        entered = Optional.of(step);
        Examiner newcomer = new Examiner(
                machine,
                scheduler,
                () -> entered,
                (judged, news) -> mine == entries.get() && judged(judged, news),
                ActiveProbes.CaptureRule.FORWARD);
        examiner = Optional.of(newcomer);
        waiter.onEach(newcomer::look);
        judgeAnew();
    }

    /**
     * Types a solution.
     *
     * @throws PlaybackException if what it waits for does not come
     */
    public void act(List<Action> actions) throws PlaybackException, InterruptedException {
        typist.act(actions);
        judgeAnew();
    }

    /** Types what may fail: waiting has a limit, and what does not end is interrupted. */
    public void attempt(List<Action> actions) throws PlaybackException, InterruptedException {
        typist.attempt(actions);
        judgeAnew();
    }

    /**
     * Types lines ahead, each without waiting for the previous one's effect, and waits until all are done. Meanwhile
     * each change of the kernel's state is judged.
     */
    public void hurry(List<String> lines) throws PlaybackException, InterruptedException {
        waiter.heedWords(false);
        try {
            typist.hurry(lines);
        } finally {
            waiter.heedWords(true);
        }
        judgeAnew();
    }

    /**
     * Runs a script in the machine, without a terminal.
     *
     * @throws PlaybackException if it fails
     */
    public void run(String script) throws PlaybackException, InterruptedException {
        try {
            machine.probe().run(script, StepPreparation.LIMIT);
        } catch (ProbeException e) {
            throw new PlaybackException("The script failed: " + e.getMessage(), e);
        }
        judgeAnew();
    }

    /**
     * The output of a script that changes nothing and needs no judging.
     *
     * @throws PlaybackException if it fails
     */
    public String ask(String script) throws PlaybackException {
        try {
            return machine.probe().run(script, StepPreparation.LIMIT);
        } catch (ProbeException e) {
            throw new PlaybackException("The script failed: " + e.getMessage(), e);
        }
    }

    /**
     * Continues as if these tasks had been solved, by scripts with their solutions' effects. Nothing is judged until a
     * step is entered again.
     *
     * @throws PlaybackException on failure
     */
    public void pass(List<Task> tasks) throws PlaybackException {
        leave();
        List<String> scripts = StepPreparation.of(tasks);
        if (scripts.isEmpty()) {
            return;
        }
        try {
            machine.probe().run(StepPreparation.together(scripts), StepPreparation.LIMIT.multipliedBy(scripts.size()));
        } catch (ProbeException e) {
            throw new PlaybackException("The machine could not be prepared for the next step: " + e.getMessage(), e);
        }
    }

    /**
     * Waits for a matching verdict on the task, with a limit, and returns the last one. Empty for a task that holds,
     * but not for long enough yet.
     */
    public Optional<Verdict> verdict(Task task, Predicate<Verdict> such) throws InterruptedException {
        waiter.await(() -> now(task).filter(such).isPresent(), PATIENCE);
        return now(task);
    }

    /** The verdict with which the task first passed since the step was entered, even if it no longer holds. */
    public Optional<Verdict> passed(Task task) {
        return Optional.ofNullable(passed.get(task.id()));
    }

    /**
     * The final verdict on the current state: after all active probes, and passed only if it holds for the required
     * time.
     */
    public Optional<Verdict> settled(Task task) throws InterruptedException {
        if (task.assertion().needs().stream().anyMatch(Trial::triedOut)) {
            waiter.await(
                    () -> now(task)
                            .filter(verdict -> !(verdict instanceof Verdict.Inconclusive))
                            .isPresent(),
                    PATIENCE);
        }
        if (task.when() instanceof When.Stays(Duration time)) {
            waiter.await(
                    () -> now(task).filter(Verdict.Passed.class::isInstance).isPresent(), time.plusSeconds(1));
        }
        return now(task);
    }

    /** Judges other assertions by the evidence since the step was entered, in order. */
    public List<Verdict> judge(List<Assertion> others) throws PlaybackException, InterruptedException {
        Step step = entered.orElseThrow();
        List<Task> asked = IntStream.range(0, others.size())
                .mapToObj(i -> new Task(
                        "other-" + i, 0, new When.Now(), false, others.get(i), List.of(), List.of(), List.of()))
                .toList();
        // The same step for the examiner, so that earlier evidence stays valid.
        entered = Optional.of(new Step(step.id(), step.title(), asked, List.of(), List.of(), step.proses()));
        try {
            judgeAnew();
            return asked.stream().map(task -> now(task).orElseThrow()).toList();
        } finally {
            entered = Optional.of(step);
            judgeAnew();
        }
    }

    /**
     * Judges all tasks of a lesson by the machine's state, as a hand-in does; leaves the entered step.
     *
     * @throws PlaybackException if it can't be judged
     */
    public Map<Task, Verdict> handIn(BoundLesson lesson) throws PlaybackException, InterruptedException {
        leave();
        try {
            Judgement judged = Judgement.of(machine, lesson.tasks())
                    .orElseThrow(() -> new PlaybackException("The network kept changing while it was judged"));
            if (!judged.whole()) {
                throw new PlaybackException("Some connections of the check could not be tested after several attempts");
            }
            return judged.verdicts();
        } catch (ProbeException e) {
            throw new PlaybackException("The machine can't be judged: " + e.getMessage(), e);
        }
    }

    /**
     * A snapshot of the machine.
     *
     * @throws PlaybackException if it can't be inspected
     */
    public Snapshot look() throws PlaybackException {
        try {
            return machine.look().snapshot();
        } catch (ProbeException e) {
            throw new PlaybackException("The machine can't be looked at: " + e.getMessage(), e);
        }
    }

    /** The frame paths of the machine's captures, as a learner would see them after the last look. */
    public FrameJourneys journeys() {
        return FollowedFrames.NOTHING.after(Optional.of(machine)).journeys();
    }

    @Override
    public void close() {
        leave();
        machine.close();
    }

    SavedTrial save(Engine engine, Path place) throws IOException, SandboxException, InterruptedException {
        LabCheckpoint saved = new LabCheckpoint(machine.sandbox().profile(), place);
        saved.save(engine, machine.sandbox(), recordings);
        return new SavedTrial(saved, typist.terminals());
    }

    private static boolean triedOut(EvidenceRequest request) {
        return switch (request) {
            case EvidenceRequest.OfSnapshot _, EvidenceRequest.OfCommands _ -> false;
            case EvidenceRequest.OfReach _, EvidenceRequest.OfArrival _, EvidenceRequest.OfScript _ -> true;
        };
    }

    private void leave() {
        waiter.onEach(() -> {});
        examiner.ifPresent(Examiner::close);
        examiner = Optional.empty();
    }

    private Optional<Verdict> now(Task task) {
        return Optional.ofNullable(verdicts.get(task.id()));
    }

    /** Drops judgements of earlier states. Twice, because the first judgement may have begun before. */
    private void judgeAnew() throws PlaybackException, InterruptedException {
        for (int round = 0; round < 2; round++) {
            verdicts.clear();
            long before = judgements.get();
            examiner.ifPresent(Examiner::look);
            if (examiner.isPresent() && !waiter.await(() -> judgements.get() > before, PATIENCE)) {
                throw new PlaybackException("The machine was not judged within " + PATIENCE.toSeconds() + " s");
            }
        }
    }

    private boolean judged(Step step, Map<Task, Examiner.Judged> news) {
        for (Task task : step.tasks()) {
            if (news.containsKey(task)) {
                Verdict verdict = news.get(task).verdict();
                verdicts.put(task.id(), verdict);
                if (verdict instanceof Verdict.Passed) {
                    passed.putIfAbsent(task.id(), verdict);
                }
            } else {
                verdicts.remove(task.id());
            }
        }
        judgements.incrementAndGet();
        waiter.wake();
        return false;
    }
}
