package org.patchbay.lab.event;

import java.util.List;
import java.util.Optional;
import org.patchbay.check.verdict.Quote;

/**
 * A prediction's state for one learner.
 *
 * @param chosen the learner's prediction
 * @param revealed whether its experiment is done, so that the result can be shown
 * @param seen the experiment's evidence from the learner's own machine; empty before
 */
public record PredictionState(Optional<String> chosen, boolean revealed, List<Quote> seen) {
    public PredictionState {
        seen = List.copyOf(seen);
    }

    /** Before its experiment. */
    public static PredictionState open(Optional<String> chosen) {
        return new PredictionState(chosen, false, List.of());
    }

    public PredictionState revealed(List<Quote> shown) {
        return new PredictionState(chosen, true, shown);
    }
}
