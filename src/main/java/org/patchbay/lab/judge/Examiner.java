package org.patchbay.lab.judge;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.lab.machine.Executions;
import org.patchbay.lab.machine.LabMachine;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.NamespaceStates.Run;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.probe.Look;
import org.patchbay.probe.ProbeException;
import org.patchbay.sandbox.Scheduler;

/**
 * Judges the tasks of the current step of one lab whenever something has happened there: never by the clock, one look at
 * the sandbox at a time, the newest state wins. Runs in a virtual thread of its own.
 */
public final class Examiner implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Examiner.class);

    /** How long a program that has just begun is given to open its socket: of that the kernel tells nobody. */
    private static final Duration OPENING = Duration.ofSeconds(1);

    private final LabMachine machine;
    private final Scheduler scheduler;
    private final Supplier<Optional<Step>> current;
    private final Verdicts verdicts;
    private final Executions executions;
    private final ActiveProbes activeProbes;
    private final LookTrigger trigger;
    private Set<Run> running = Set.of();

    private String step = "";
    private Map<String, Integer> mark = Map.of();
    /** By the sandbox's clock, when it was last looked at before the step began. */
    private double begun;
    /** Likewise before the learner opened it, which may be later. */
    private double from;

    private final AtomicReference<Double> opened = new AtomicReference<>();

    private ActivityGate activityGate = new ActivityGate();
    private HoldTimer holdTimer = new HoldTimer();

    /** Where verdicts go. */
    public interface Verdicts {
        /** @return whether the current step is now another */
        boolean judged(Step step, Map<Task, Judged> verdicts);

        /** Whether the machine is worth a look even if there is nothing to judge. */
        default boolean watches() {
            return false;
        }

        /** The machine was looked at, whether there was something to judge or not. */
        default void looked() {}
    }

    /** @param shown whether a failure is news to the learner */
    public record Judged(Verdict verdict, boolean shown) {}

    public Examiner(LabMachine machine, Scheduler scheduler, Supplier<Optional<Step>> current, Verdicts verdicts) {
        this(machine, scheduler, current, verdicts, ActiveProbes.CaptureRule.QUIET);
    }

    public Examiner(
            LabMachine machine,
            Scheduler scheduler,
            Supplier<Optional<Step>> current,
            Verdicts verdicts,
            ActiveProbes.CaptureRule manners) {
        this.machine = machine;
        this.executions = machine.executions();
        this.scheduler = scheduler;
        this.trigger = new LookTrigger(scheduler);
        this.current = current;
        this.verdicts = verdicts;
        this.activeProbes = new ActiveProbes(machine.probe(), manners, () -> executions.running("tcpdump"), this::look);
        Thread.ofVirtual().name("examiner").start(this::run);
    }

    /** Something happened: look again, soon. Cheap; any number of calls before the next look are one. */
    public void look() {
        trigger.look();
    }

    /** The machine's network changed, as {@link org.patchbay.probe.ProbeListener#changed} has it: look, unless one has shown it. */
    public void changed(long count) {
        trigger.changed(count);
    }

    /** The learner has opened the current step: what they began before is not held against them. */
    public void opened() {
        opened.set(lookedAt());
        look();
    }

    /** A command has begun, which will end or go on: look then. */
    public void began() {
        trigger.began();
    }

    /** Judges nothing more but what is being judged. No interrupt: in the middle of a write it would close H2's file. */
    @Override
    public void close() {
        trigger.close();
    }

    private void run() {
        try {
            while (trigger.await()) {
                tried();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever goes wrong with one look, the next is another. */
    private void tried() {
        try {
            examine();
        } catch (RuntimeException e) {
            // Such as a full disk: what has passed is judged again when something happens.
            LOG.errorf(e, "Failed to judge the tasks of step %s", step);
        }
    }

    private void examine() {
        Optional<Step> found = current.get();
        if (found.isEmpty()) {
            if (verdicts.watches()) {
                glance();
            }
            return;
        }
        Step now = found.get();
        Double since = opened.getAndSet(null);
        if (!now.id().equals(step)) {
            begin(now);
        } else if (since != null) {
            from = since;
            activityGate = new ActivityGate();
        }
        Map<Task, Judged> judged = judge(now, evidence(now));
        verdicts.looked();
        if (verdicts.judged(now, judged)) {
            look();
        }
        lookAfterBeginnings();
    }

    /** Once for each program, not again and again: an idle machine is left alone. */
    private void lookAfterBeginnings() {
        Set<Run> now = executions.running();
        if (!running.containsAll(now)) {
            scheduler.at(scheduler.now().plus(OPENING), this::look);
        }
        running = now;
    }

    private Look lookAtMachine() throws ProbeException {
        Look look = machine.look();
        trigger.shown(look.changes());
        return look;
    }

    /** With the last step done nothing is judged any more; the network still has its picture. */
    private void glance() {
        try {
            lookAtMachine();
            verdicts.looked();
        } catch (ProbeException e) {
            LOG.debugf("Cannot look at machine %s: %s", machine.sandbox().id(), e.getMessage());
        }
    }

    /**
     * What ended before the step began is not evidence for its tasks. Nor is what a machine that another server process
     * served had run till then: which step that belonged to is no longer known.
     */
    private void begin(Step now) {
        mark = machine.terminals().mark();
        begun = lookedAt();
        from = begun;
        step = now.id();
        activityGate = new ActivityGate();
        holdTimer = new HoldTimer();
    }

    private double lookedAt() {
        return machine.seen().map(Snapshot::takenAt).orElse(0.0);
    }

    /** A terminal that is opened again still tells what was run in it before it was closed. */
    private CommandLog since() {
        return new CommandLog(machine.terminals().since(mark).commands().stream()
                .filter(command -> mark.containsKey(command.terminal()) || command.startedAt() >= begun)
                .toList());
    }

    private Evidence evidence(Step now) {
        CommandLog before = since();
        try {
            Look look = lookAtMachine();
            CommandLog commands = executions.joined(before).with(machine.traffic());
            Evidence seen = new Evidence(Optional.of(look.snapshot()), Optional.of(commands));
            return seen.with(activeProbes.answers(
                    seen, now.tasks().stream().map(Task::assertion).toList()));
        } catch (ProbeException e) {
            LOG.debugf("Cannot look at machine %s: %s", machine.sandbox().id(), e.getMessage());
            return new Evidence(Optional.empty(), Optional.empty());
        }
    }

    /** What was begun before the step was opened, such as a capture that is ended in it, may make a task pass, and not fail. */
    private static Verdict judge(Task task, Evidence evidence, Evidence own) {
        Verdict verdict = task.assertion().judge(evidence);
        return verdict instanceof Verdict.Failed ? task.assertion().judge(own) : verdict;
    }

    private Map<Task, Judged> judge(Step now, Evidence evidence) {
        Evidence own = evidence.from(from);
        Map<Task, Verdict> verdicts = new LinkedHashMap<>();
        now.tasks().forEach(task -> verdicts.put(task, judge(task, evidence, own)));
        Set<Task> acted = activityGate.acted(verdicts, own.commands().orElse(CommandLog.EMPTY));
        Map<Task, Judged> judged = new LinkedHashMap<>();
        verdicts.forEach((task, verdict) -> {
            if (ActiveProbes.awaited(verdict)) {
                return;
            }
            Optional<Duration> remaining = holdTimer.remaining(task, verdict, evidence, scheduler.now());
            if (remaining.isPresent()) {
                scheduler.at(scheduler.now().plus(remaining.get()), this::look);
            } else {
                judged.put(task, new Judged(verdict, acted.contains(task)));
            }
        });
        return judged;
    }
}
