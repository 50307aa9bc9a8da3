package org.patchbay.lab.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.patchbay.lab.machine.LabMachine;
import org.patchbay.lab.machine.MachineListener;
import org.patchbay.lab.machine.MachineWaiter;
import org.patchbay.lab.machine.PlaybackException;
import org.patchbay.lab.machine.StepPreparation;
import org.patchbay.lab.machine.Typist;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.probe.ProbeException;
import org.patchbay.sandbox.Engine;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.SandboxException;
import org.patchbay.sandbox.Scheduler;

/** Begins trials of lessons, each on a machine of its own: a new one, or one restored from another trial's. Thread-safe. */
public final class Trials {
    private final Engine engine;
    private final Path folder;
    private final Scheduler scheduler;
    private final AtomicInteger begun = new AtomicInteger();

    /** @param folder for recordings and saved machines; its owner deletes it */
    public Trials(Engine engine, Path folder, Scheduler scheduler) {
        this.engine = engine;
        this.folder = folder;
        this.scheduler = scheduler;
    }

    /**
     * Makes a machine and brings it to the start of a step by the lesson's setup and the solutions of the steps before, as
     * for a learner whose machine was lost. Blocks until that is done.
     *
     * @throws PlaybackException if there is no such machine
     */
    public Trial begin(BoundLesson lesson, Step start) throws PlaybackException, InterruptedException {
        List<String> scripts = StepPreparation.of(
                lesson, lesson.steps().subList(0, lesson.steps().indexOf(start)));
        try {
            return on(
                    engine.start(Profile.of(lesson.profile())), LabMachine::connect, next("trial"), scripts, Map.of());
        } catch (SandboxException | ProbeException e) {
            throw new PlaybackException("No machine could be brought to " + start.id() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Saves a trial's machine, which continues.
     *
     * @throws PlaybackException if that fails
     */
    public SavedTrial save(Trial trial) throws PlaybackException, InterruptedException {
        Path place = next("saved");
        try {
            Files.createDirectories(place);
            return trial.save(engine, place);
        } catch (IOException | SandboxException e) {
            throw new PlaybackException("The machine could not be saved: " + e.getMessage(), e);
        }
    }

    /**
     * Makes a machine that continues where another trial's was saved, at the same terminals. Blocks until that is done.
     *
     * @throws PlaybackException if that fails
     */
    public Trial restore(SavedTrial saved) throws PlaybackException, InterruptedException {
        Path recordings = next("trial");
        try {
            saved.machine().layRecordings(recordings);
            return on(
                    engine.restore(saved.machine().checkpoint()),
                    LabMachine::rejoin,
                    recordings,
                    List.of(),
                    saved.terminals());
        } catch (IOException | SandboxException e) {
            throw new PlaybackException("The machine could not be restored: " + e.getMessage(), e);
        }
    }

    private interface Connection {
        LabMachine to(Sandbox sandbox, Path recordings, MachineListener listener) throws ProbeException;
    }

    private Trial on(
            Sandbox sandbox,
            Connection connection,
            Path recordings,
            List<String> scripts,
            Map<String, String> terminals)
            throws ProbeException, PlaybackException, InterruptedException {
        MachineWaiter events = new MachineWaiter();
        Optional<Trial> trial = Optional.empty();
        Optional<LabMachine> connected = Optional.empty();
        try {
            LabMachine machine = connection.to(sandbox, recordings, events);
            connected = Optional.of(machine);
            if (!scripts.isEmpty()) {
                machine.probe()
                        .run(StepPreparation.together(scripts), StepPreparation.LIMIT.multipliedBy(scripts.size()));
            }
            trial = Optional.of(
                    new Trial(machine, events, scheduler, Typist.at(machine, events, terminals), recordings));
            return trial.get();
        } finally {
            if (trial.isEmpty()) {
                connected.ifPresent(LabMachine::disconnect);
                sandbox.close();
            }
        }
    }

    private Path next(String kind) {
        return folder.resolve(kind + begun.incrementAndGet());
    }
}
