package org.patchbay.author;

import org.patchbay.lab.machine.PlaybackException;
import org.patchbay.lab.trial.Trial;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;

/** Looks at a machine on which a task of a step has just been solved. Called from several threads, each with its own machine. */
@FunctionalInterface
public interface TrialObserver {
    /**
     * Says whether what is seen there is right, or what is wrong with it. Leaves everything as it is.
     *
     * @throws PlaybackException if the machine can't be looked at
     */
    TrialOutcome.Result after(Step step, Task task, Trial machine) throws PlaybackException, InterruptedException;
}
