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
 * Judges the tasks of a lab's current step after each event, without polling: one look at a time, newest state wins.
 * Runs in its own virtual thread.
 */
public final class Examiner implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Examiner.class);

    /** How long a new program has to open its socket, of which the kernel sends no notice. */
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
    /** The time of the last look before the step began, by the sandbox's clock. */
    private double begun;
    /** Likewise for the time when the learner opened the step, which may be later. */
    private double from;

    private final AtomicReference<Double> opened = new AtomicReference<>();

    private ActivityGate activityGate = new ActivityGate();
    private HoldTimer holdTimer = new HoldTimer();

    /** Receives verdicts. */
    public interface Verdicts {
        /** @return whether the current step has changed */
        boolean judged(Step step, Map<Task, Judged> verdicts);

        /** Whether to look even if there is nothing to judge. */
        default boolean watches() {
            return false;
        }

        /** A look has ended, with or without something to judge. */
        default void looked() {}
    }

    /** @param shown whether a failure may be shown to the learner */
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

    /** Requests a look. Cheap; any number of calls before the next look are one. */
    public void look() {
        trigger.look();
    }

    /** The network changed: look, unless one included it ({@link org.patchbay.probe.ProbeListener#changed}). */
    public void changed(long count) {
        trigger.changed(count);
    }

    /** The learner has opened the current step: earlier commands are no attempts at it. */
    public void opened() {
        opened.set(lookedAt());
        look();
    }

    /** A command has begun: look when it ends, or soon. */
    public void began() {
        trigger.began();
    }

    /** Stops after the current judgement. No interrupt: during a write it would close H2's file. */
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

    /** A failed look does not prevent the next. */
    private void tried() {
        try {
            examine();
        } catch (RuntimeException e) {
            // For example a full disk: passed tasks are judged again at the next event.
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

    /** Once per new program: an idle machine is not polled. */
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

    /** After the last step nothing is judged, but the picture is updated. */
    private void glance() {
        try {
            lookAtMachine();
            verdicts.looked();
        } catch (ProbeException e) {
            LOG.debugf("Cannot look at machine %s: %s", machine.sandbox().id(), e.getMessage());
        }
    }

    /**
     * Programs that ended before the step began are no evidence for its tasks. After a server's restart, neither is
     * what ran before it: its step is unknown.
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

    /** A reopened terminal still reports earlier commands. */
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

    /** Commands begun before the step was opened, such as a capture ended in it, can make a task pass, but not fail. */
    private static Verdict judge(Task task, Evidence since, Evidence own) {
        Verdict verdict = task.assertion().judge(since);
        return verdict instanceof Verdict.Failed ? task.assertion().judge(own) : verdict;
    }

    private Map<Task, Judged> judge(Step now, Evidence evidence) {
        Evidence since = evidence.from(begun);
        Evidence own = evidence.from(from);
        Map<Task, Verdict> verdicts = new LinkedHashMap<>();
        now.tasks().forEach(task -> verdicts.put(task, judge(task, since, own)));
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
