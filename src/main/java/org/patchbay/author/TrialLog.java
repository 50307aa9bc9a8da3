package org.patchbay.author;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.patchbay.lab.machine.PlaybackException;

/** Keeps how trials end: tells each, and counts. Safe for use by several threads. */
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
     * @param typed what it does, for an account of its failure
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

    /** Reports what could not be tried. */
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
