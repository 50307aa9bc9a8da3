package org.patchbay.author;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.patchbay.lab.RehearsalException;

/** Keeps how trials end: tells each, and counts. Safe for use by several threads. */
final class Minutes {
    private final Consumer<Outcome> told;
    private Tally tally = new Tally(0, 0, 0);

    /** What a trial does. */
    interface Course {
        Outcome.Result take() throws RehearsalException, InterruptedException;
    }

    Minutes(Consumer<Outcome> told) {
        this.told = told;
    }

    /**
     * Makes a trial.
     *
     * @param typed what it does, for an account of its failure
     * @return whether it did not fail
     */
    boolean trial(Trial trial, List<String> typed, Course course) throws InterruptedException {
        long began = System.nanoTime();
        Outcome.Result result;
        try {
            result = course.take();
        } catch (RehearsalException e) {
            result = new Outcome.Failed(e.getMessage(), typed, Optional.empty());
        }
        tell(new Outcome(trial, result, Duration.ofNanos(System.nanoTime() - began)));
        return !(result instanceof Outcome.Failed);
    }

    synchronized void tell(Outcome outcome) {
        tally = tally.and(outcome.result());
        told.accept(outcome);
    }

    synchronized Tally tally() {
        return tally;
    }
}
