package org.patchbay.lab.trial;

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
import org.patchbay.lab.machine.LabMachine;
import org.patchbay.lab.machine.MachineEvents;
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
import org.patchbay.sandbox.Scheduler;

/** One machine on which a lesson is tried, judged as a learner's is, until it is closed. For one thread. */
public final class Trial implements AutoCloseable {
    /** For a verdict that is due: what a busy machine may take to look and tell. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** For what follows a script by itself, such as the end of a namespace. */
    private static final Duration AFTERMATH = Duration.ofSeconds(2);

    private final LabMachine machine;
    private final MachineEvents machineEvents;
    private final Scheduler scheduler;
    private final Typist typist;
    private final Runnable leaving;
    private final Map<String, Verdict> verdicts = new ConcurrentHashMap<>();
    /** What has passed since the step was entered: a learner's task stays passed. */
    private final Map<String, Verdict> passed = new ConcurrentHashMap<>();

    private Optional<Examiner> examiner = Optional.empty();
    private volatile Optional<Step> entered = Optional.empty();
    private final AtomicLong judgements = new AtomicLong();
    /** An examiner that was closed may have a judgement left to tell, of what no longer matters. */
    private final AtomicInteger entries = new AtomicInteger();

    /** @param leaving called once nothing is done on the machine any more */
    Trial(LabMachine machine, MachineEvents machineEvents, Scheduler scheduler, Runnable leaving) {
        this.machine = machine;
        this.machineEvents = machineEvents;
        this.scheduler = scheduler;
        this.typist = Typist.at(machine, machineEvents);
        this.leaving = leaving;
    }

    /** Enters a step, also one that was entered before: what was typed till now is no evidence for its tasks. */
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
        machineEvents.onEach(newcomer::look);
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

    /** Types what may well go wrong: what it waits for in vain is given up, what does not end is interrupted. */
    public void attempt(List<Action> actions) throws PlaybackException, InterruptedException {
        typist.attempt(actions);
        judgeAnew();
    }

    /**
     * Types lines ahead, each without waiting for what the one before does, and waits until all are done. Meanwhile it is
     * judged at each change of the kernel's state.
     */
    public void hurry(List<String> lines) throws PlaybackException, InterruptedException {
        machineEvents.heedWords(false);
        try {
            typist.hurry(lines);
        } finally {
            machineEvents.heedWords(true);
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
     * What a script prints that leaves everything as it is; nobody judges anew for it.
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
     * Runs a script with nobody looking on: till a step is entered again nothing is judged. Then looks until the machine is
     * such a one, or a while is over.
     *
     * @return the last look
     * @throws PlaybackException if the script fails, or the machine can't be looked at
     */
    public Snapshot mend(String script, Predicate<Snapshot> such) throws PlaybackException, InterruptedException {
        leave();
        try {
            machine.probe().run(script, StepPreparation.LIMIT);
            machineEvents.await(
                    () -> {
                        try {
                            return such.test(machine.look().snapshot());
                        } catch (ProbeException e) {
                            return true;
                        }
                    },
                    AFTERMATH);
        } catch (ProbeException e) {
            throw new PlaybackException("The script failed: " + e.getMessage(), e);
        }
        return look();
    }

    /**
     * Goes on as if these tasks had been solved: what they leave of the kernel's state is made by their solutions, typed by
     * nobody. Nothing is judged before a step is entered again.
     *
     * @throws PlaybackException if that can't be
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
            throw new PlaybackException("The machine could not be brought on: " + e.getMessage(), e);
        }
    }

    /**
     * The task's verdict as soon as it is such a one; the last one if it does not become such in a while. Empty for a task
     * that holds, but has not held for long enough.
     */
    public Optional<Verdict> verdict(Task task, Predicate<Verdict> such) throws InterruptedException {
        machineEvents.await(() -> now(task).filter(such).isPresent(), PATIENCE);
        return now(task);
    }

    /** The verdict with which the task first passed since the step was entered, even if it holds no more. */
    public Optional<Verdict> passed(Task task) {
        return Optional.ofNullable(passed.get(task.id()));
    }

    /**
     * The task's verdict on the machine as it is, at rest: once what had to be tried out was, and passed if it holds for
     * as long as it must.
     */
    public Optional<Verdict> settled(Task task) throws InterruptedException {
        if (task.assertion().needs().stream().anyMatch(Trial::triedOut)) {
            machineEvents.await(
                    () -> now(task)
                            .filter(verdict -> !(verdict instanceof Verdict.Inconclusive))
                            .isPresent(),
                    PATIENCE);
        }
        if (task.when() instanceof When.Stays(Duration time)) {
            machineEvents.await(
                    () -> now(task).filter(Verdict.Passed.class::isInstance).isPresent(), time.plusSeconds(1));
        }
        return now(task);
    }

    /** What is said of other assertions, in their order, by what was seen in the step that was entered. */
    public List<Verdict> judge(List<Assertion> others) throws PlaybackException, InterruptedException {
        Step step = entered.orElseThrow();
        List<Task> asked = IntStream.range(0, others.size())
                .mapToObj(i -> new Task(
                        "other-" + i, 0, new When.Now(), false, others.get(i), List.of(), List.of(), List.of()))
                .toList();
        // The same step for the examiner: what counts as evidence does not begin anew.
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
     * Judges all tasks of a lesson by the machine as it is, as a hand-in does; what was entered before is left.
     *
     * @throws PlaybackException if it can't be judged
     */
    public Map<Task, Verdict> handIn(BoundLesson lesson) throws PlaybackException, InterruptedException {
        leave();
        try {
            Judgement judged = Judgement.of(machine, lesson.tasks())
                    .orElseThrow(() -> new PlaybackException("The network kept changing while it was judged"));
            if (!judged.whole()) {
                throw new PlaybackException("Not all could be tried out, several times over");
            }
            return judged.verdicts();
        } catch (ProbeException e) {
            throw new PlaybackException("The machine can't be judged: " + e.getMessage(), e);
        }
    }

    /**
     * What the machine's kernel says now.
     *
     * @throws PlaybackException if it can't be seen
     */
    public Snapshot look() throws PlaybackException {
        try {
            return machine.look().snapshot();
        } catch (ProbeException e) {
            throw new PlaybackException("The machine can't be looked at: " + e.getMessage(), e);
        }
    }

    /** The ways of the frames that the captures on the machine show, as a learner is told of them after the last look. */
    public FrameJourneys journeys() {
        return FollowedFrames.NOTHING.after(Optional.of(machine)).journeys();
    }

    @Override
    public void close() {
        leave();
        leaving.run();
    }

    private static boolean triedOut(EvidenceRequest request) {
        return switch (request) {
            case EvidenceRequest.OfSnapshot _, EvidenceRequest.OfCommands _ -> false;
            case EvidenceRequest.OfReach _, EvidenceRequest.OfArrival _, EvidenceRequest.OfScript _ -> true;
        };
    }

    private void leave() {
        machineEvents.onEach(() -> {});
        examiner.ifPresent(Examiner::close);
        examiner = Optional.empty();
    }

    private Optional<Verdict> now(Task task) {
        return Optional.ofNullable(verdicts.get(task.id()));
    }

    /** Forgets what was judged of the time before. Twice, because the first judgement may have begun before. */
    private void judgeAnew() throws PlaybackException, InterruptedException {
        for (int round = 0; round < 2; round++) {
            verdicts.clear();
            long before = judgements.get();
            examiner.ifPresent(Examiner::look);
            if (examiner.isPresent() && !machineEvents.await(() -> judgements.get() > before, PATIENCE)) {
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
        machineEvents.wake();
        return false;
    }
}
