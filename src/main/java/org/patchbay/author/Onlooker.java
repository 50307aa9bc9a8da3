package org.patchbay.author;

import org.patchbay.lab.Rehearsal;
import org.patchbay.lab.RehearsalException;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;

/** Looks at a machine on which a task of a step has just been solved. Called from several threads, each with its own machine. */
@FunctionalInterface
public interface Onlooker {
    /**
     * Says whether what is seen there is right, or what is wrong with it. Leaves everything as it is.
     *
     * @throws RehearsalException if the machine can't be looked at
     */
    Outcome.Result after(Step step, Task task, Rehearsal machine) throws RehearsalException, InterruptedException;
}
