package org.patchbay.author;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.patchbay.lab.machine.PlaybackException;

/** Records and reports the results of trials. Thread-safe. */
final class TrialLog {
    private final Consumer<TrialOutcome> told;
    private Tally tally = new Tally(0, 0, 0);

    /** What a trial does. */
    interface Course {
        TrialOutcome.Result take() throws PlaybackException, InterruptedException;
    }

    TrialLog(Consumer<TrialOutcome> told) {
        this.told = told;
    }

    /**
     * Makes a trial.
     *
     * @param typed the actions, for the report of a failure
     * @return whether it did not fail
     */
    boolean trial(TrialCase trialCase, List<String> typed, Course course) throws InterruptedException {
        long began = System.nanoTime();
        TrialOutcome.Result result;
        try {
            result = course.take();
        } catch (PlaybackException e) {
            result = new TrialOutcome.Failed(e.getMessage(), typed, Optional.empty());
        }
        tell(new TrialOutcome(trialCase, result, Duration.ofNanos(System.nanoTime() - began)));
        return !(result instanceof TrialOutcome.Failed);
    }

    /** Reports a trial that could not run. */
    void failed(TrialCase trialCase, PlaybackException why) {
        tell(new TrialOutcome(
                trialCase, new TrialOutcome.Failed(why.getMessage(), List.of(), Optional.empty()), Duration.ZERO));
    }

    synchronized void tell(TrialOutcome outcome) {
        tally = tally.and(outcome.result());
        told.accept(outcome);
    }

    synchronized Tally tally() {
        return tally;
    }
}
