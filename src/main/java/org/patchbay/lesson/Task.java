package org.patchbay.lesson;

import java.util.List;
import org.patchbay.check.Assertion;

/**
 * Something to be done, and how the kernel and the learner's tools show that it was.
 *
 * @param id unique in its step
 * @param points 0 to 100
 * @param live whether a learner sees that it holds before graded work is handed in; of no meaning elsewhere
 * @param solve one way to do it
 * @param also other ways that must pass as well
 * @param faults mistakes, and the diagnosis that each must get
 */
public record Task(
        String id,
        int points,
        When when,
        boolean live,
        Assertion assertion,
        List<Action> solve,
        List<List<Action>> also,
        List<Fault> faults) {
    public Task {
        solve = List.copyOf(solve);
        also = also.stream().map(List::copyOf).toList();
        faults = List.copyOf(faults);
    }
}
