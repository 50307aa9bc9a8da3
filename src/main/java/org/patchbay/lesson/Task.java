package org.patchbay.lesson;

import java.util.List;
import org.patchbay.check.Assertion;

/**
 * Something to be done, and how the kernel and the learner's tools show that it was.
 *
 * @param id unique in its step
 * @param points 0 to 100
 * @param solve one way to do it
 * @param faults mistakes, and the diagnosis that each must get
 */
public record Task(String id, int points, When when, Assertion assertion, List<Action> solve, List<Fault> faults) {
    public Task {
        solve = List.copyOf(solve);
        faults = List.copyOf(faults);
    }
}
