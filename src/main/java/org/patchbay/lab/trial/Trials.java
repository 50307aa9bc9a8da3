package org.patchbay.lab.trial;

import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.patchbay.lab.machine.LabMachine;
import org.patchbay.lab.machine.MachineEvents;
import org.patchbay.lab.machine.PlaybackException;
import org.patchbay.lab.machine.StepPreparation;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.probe.ProbeException;
import org.patchbay.sandbox.Engine;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.SandboxException;
import org.patchbay.sandbox.Scheduler;

/** Runs trials of lessons, each on its own machine, either new or restored to a new one's state. Thread-safe. */
public final class Trials implements AutoCloseable {
    private final Engine engine;
    private final Path recordings;
    private final Scheduler scheduler;
    private final AtomicInteger begun = new AtomicInteger();
    /** What rehearsals have left. */
    private final Deque<Stage> left = new ConcurrentLinkedDeque<>();

    /**
     * A machine, and who hears what happens there.
     *
     * @param baseline empty if it can't be made like new
     */
    private record Stage(LabMachine machine, MachineEvents machineEvents, Optional<Baseline> baseline) {}

    /** @param recordings a folder for what the machines' terminals print */
    public Trials(Engine engine, Path recordings, Scheduler scheduler) {
        this.engine = engine;
        this.recordings = recordings;
        this.scheduler = scheduler;
    }

    /**
     * Takes a machine and brings it to the start of a step, as a lost learner's is: by the lesson's setup and the
     * solutions of the steps before. Blocks until that is done.
     *
     * @throws PlaybackException if there is no such machine
     */
    public Trial begin(BoundLesson lesson, Step start) throws PlaybackException, InterruptedException {
        Profile profile = Profile.of(lesson.profile());
        Stage stage = renews(profile) ? stage() : fresh(profile);
        List<String> scripts = StepPreparation.of(
                lesson, lesson.steps().subList(0, lesson.steps().indexOf(start)));
        try {
            if (!scripts.isEmpty()) {
                stage.machine()
                        .probe()
                        .run(StepPreparation.together(scripts), StepPreparation.LIMIT.multipliedBy(scripts.size()));
            }
        } catch (ProbeException e) {
            stage.machine().close();
            throw new PlaybackException("The machine could not be brought to " + start.id() + ": " + e.getMessage(), e);
        }
        return new Trial(stage.machine(), stage.machineEvents(), scheduler, () -> leave(stage));
    }

    /** Whether machines on which the lesson was rehearsed can be made like new, which costs less than a new one. */
    public boolean renews(BoundLesson lesson) {
        return renews(Profile.of(lesson.profile()));
    }

    private static boolean renews(Profile profile) {
        return switch (profile) {
            case NET -> true;
            // Its daemon keeps more than can be looked at.
            case DOCKER -> false;
        };
    }

    private void leave(Stage stage) {
        if (stage.baseline().isPresent()) {
            left.push(stage);
        } else {
            stage.machine().close();
        }
    }

    /** One that was used, if it can be made like new: it runs quicker than a new one. */
    private Stage stage() throws PlaybackException, InterruptedException {
        Optional<Stage> used = Optional.ofNullable(left.poll());
        while (used.isPresent()) {
            Stage stage = used.get();
            if (stage.baseline().orElseThrow().wiped(stage.machine(), stage.machineEvents())) {
                return stage;
            }
            stage.machine().close();
            used = Optional.ofNullable(left.poll());
        }
        return fresh(Profile.NET);
    }

    private Stage fresh(Profile profile) throws PlaybackException, InterruptedException {
        Sandbox sandbox;
        try {
            sandbox = engine.start(profile);
        } catch (SandboxException e) {
            throw new PlaybackException(e.getMessage(), e);
        }
        MachineEvents machineEvents = new MachineEvents();
        try {
            Path folder = recordings.resolve("rehearsal" + begun.incrementAndGet());
            LabMachine machine = LabMachine.connect(sandbox, folder, machineEvents);
            try {
                return new Stage(
                        machine, machineEvents, renews(profile) ? Optional.of(Baseline.of(machine)) : Optional.empty());
            } catch (ProbeException e) {
                machine.disconnect();
                throw e;
            }
        } catch (ProbeException | RuntimeException e) {
            sandbox.close();
            throw new PlaybackException("The machine could not be inspected: " + e.getMessage(), e);
        }
    }

    /** Ends the machines on which nobody rehearses. */
    @Override
    public void close() {
        for (Optional<Stage> one = Optional.ofNullable(left.poll());
                one.isPresent();
                one = Optional.ofNullable(left.poll())) {
            one.get().machine().close();
        }
    }
}
