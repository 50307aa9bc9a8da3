package org.patchbay.lab;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.probe.ProbeException;
import org.patchbay.sandbox.Alarm;
import org.patchbay.sandbox.Engine;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.SandboxException;

/** Where lessons are rehearsed: each time on a machine of its own. Safe for use by several threads. */
public final class Rehearsals {
    private final Engine engine;
    private final Path recordings;
    private final Alarm alarm;
    private final AtomicInteger begun = new AtomicInteger();

    /** @param recordings a folder for what the machines' terminals print */
    public Rehearsals(Engine engine, Path recordings, Alarm alarm) {
        this.engine = engine;
        this.recordings = recordings;
        this.alarm = alarm;
    }

    /**
     * Makes a machine and brings it to the start of a step, as a lost learner's is: by the lesson's setup and the
     * solutions of the steps before. Blocks until that is done.
     *
     * @throws RehearsalException if there is no such machine
     */
    public Rehearsal begin(BoundLesson lesson, Step start) throws RehearsalException, InterruptedException {
        Sandbox sandbox;
        try {
            sandbox = engine.start(Profile.NET);
        } catch (SandboxException e) {
            throw new RehearsalException(e.getMessage(), e);
        }
        Happenings happenings = new Happenings();
        try {
            Path folder = recordings.resolve("rehearsal" + begun.incrementAndGet());
            Machine machine = Machine.connect(sandbox, folder, happenings, happenings);
            try {
                for (String script : Preparation.of(
                        lesson, lesson.steps().subList(0, lesson.steps().indexOf(start)))) {
                    machine.probe().run(script, Preparation.LIMIT);
                }
            } catch (ProbeException e) {
                machine.disconnect();
                throw e;
            }
            return new Rehearsal(machine, happenings, alarm);
        } catch (ProbeException | RuntimeException e) {
            sandbox.close();
            throw new RehearsalException(
                    "The machine could not be brought to " + start.id() + ": " + e.getMessage(), e);
        }
    }
}
