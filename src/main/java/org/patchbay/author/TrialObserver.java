package org.patchbay.author;

import org.patchbay.lab.machine.PlaybackException;
import org.patchbay.lab.trial.Trial;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;

/** Inspects a machine after a task is solved. Called from several threads, each with its own machine. */
@FunctionalInterface
public interface TrialObserver {
    /**
     * The result of inspecting the machine. Does not change the machine.
     *
     * @throws PlaybackException if the machine can't be looked at
     */
    TrialOutcome.Result after(Step step, Task task, Trial machine) throws PlaybackException, InterruptedException;
}
