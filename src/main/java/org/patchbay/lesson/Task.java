package org.patchbay.lesson;

import java.util.List;
import org.patchbay.check.Assertion;

/**
 * A task, with the assertion that shows that it is done.
 *
 * @param id unique in its step
 * @param points 0 to 100
 * @param live whether a learner sees that it holds before graded work is handed in; unused elsewhere
 * @param solve one solution
 * @param also further solutions that must pass
 * @param faults mistakes, with the expected diagnoses
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
