package org.patchbay.author;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Consumer;
import org.patchbay.lab.trial.Trials;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;

/**
 * Tries lessons in real machines: every solution, every fault, every question, each solution with one thing changed, and
 * commands that do nothing.
 */
public final class LessonTrials {
    private final Trials trials;
    private final Scope scope;
    private final TrialObserver observer;

    /**
     * Which trials to run.
     *
     * @param jobs how many machines at a time, 1 or more
     * @param step only this one, if given
     * @param faults whether faults are made
     * @param mutations whether solutions are changed
     * @param harmless whether harmless commands are typed
     */
    public record Scope(int jobs, Optional<String> step, boolean faults, boolean mutations, boolean harmless) {
        private boolean mistakes() {
            return faults || mutations;
        }
    }

    public LessonTrials(Trials trials, Scope scope) {
        this(trials, scope, (step, task, machine) -> new TrialOutcome.Passed());
    }

    /** @param observer called after each task of a lesson's walk */
    public LessonTrials(Trials trials, Scope scope, TrialObserver observer) {
        this.trials = trials;
        this.scope = scope;
        this.observer = observer;
    }

    /**
     * Tries them, several at a time, and returns when all have ended.
     *
     * @param told called when a trial ends, by one thread at a time
     */
    public Tally run(List<BoundLesson> lessons, Consumer<TrialOutcome> told) throws InterruptedException {
        TrialLog log = new TrialLog(told);
        // A thread does the mistakes of a step that it has begun before it begins another step.
        try (ForkJoinPool threads = new ForkJoinPool(scope.jobs())) {
            List<ForkJoinTask<?>> all = new ArrayList<>();
            try {
                for (TrialRun trialRun : sittings(lessons)) {
                    all.add(threads.submit(() -> {
                        trialRun.hold(log);
                        return null;
                    }));
                }
                for (ForkJoinTask<?> one : all) {
                    one.get();
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("A trial failed unexpectedly", e.getCause());
            } finally {
                threads.shutdownNow();
            }
        }
        return log.tally();
    }

    /** The longest first, so that the total time is short. */
    private List<TrialRun> sittings(List<BoundLesson> lessons) {
        List<TrialRun> trialRuns = new ArrayList<>();
        Map<BoundLesson, List<Step>> once = once(lessons);
        for (BoundLesson lesson : lessons) {
            List<Step> steps = steps(lesson);
            for (int way = 0; way < Walk.ways(steps); way++) {
                List<Step> withNoops = scope.harmless() && way == 0 ? once.get(lesson) : List.of();
                trialRuns.add(new Walk(trials, observer, lesson, steps, withNoops, way));
            }
        }
        if (scope.mistakes()) {
            once.forEach((lesson, steps) -> steps.stream()
                    .filter(step -> !step.tasks().isEmpty())
                    .forEach(step ->
                            trialRuns.add(new TrialSeries(trials, lesson, step, scope.faults(), scope.mutations()))));
        }
        once.forEach((lesson, steps) -> steps.forEach(step -> trialRuns.add(new QuestionTrial(lesson, step))));
        return trialRuns;
    }

    private Map<BoundLesson, List<Step>> once(List<BoundLesson> lessons) {
        Set<Part> begun = new HashSet<>();
        Map<BoundLesson, List<Step>> once = new LinkedHashMap<>();
        for (BoundLesson lesson : lessons) {
            once.put(
                    lesson,
                    steps(lesson).stream()
                            .filter(step -> begun.add(new Part(lesson.id(), step)))
                            .toList());
        }
        return once;
    }

    /** Steps that several rounds share are solved in each round, but their mistakes are tried only once. */
    private record Part(String lesson, Step step) {}

    private List<Step> steps(BoundLesson lesson) {
        return lesson.steps().stream()
                .filter(step -> scope.step().isEmpty() || scope.step().get().equals(step.id()))
                .toList();
    }
}
