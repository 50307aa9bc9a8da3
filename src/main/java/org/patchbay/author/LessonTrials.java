package org.patchbay.author;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
     * What is tried.
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

    /** @param observer who looks at the machine after each task of a lesson that is walked through */
    public LessonTrials(Trials trials, Scope scope, TrialObserver observer) {
        this.trials = trials;
        this.scope = scope;
        this.observer = observer;
    }

    /**
     * Tries them, several at a time, and returns when all have ended.
     *
     * @param told hears of each trial as it ends, one at a time
     */
    public Tally run(List<BoundLesson> lessons, Consumer<TrialOutcome> told) throws InterruptedException {
        TrialLog log = new TrialLog(told);
        try (ExecutorService threads = Executors.newFixedThreadPool(
                scope.jobs(), Thread.ofVirtual().name("try-", 0).factory())) {
            List<Future<?>> all = new ArrayList<>();
            try {
                for (TrialRun trialRun : sittings(lessons)) {
                    all.add(threads.submit(() -> {
                        trialRun.hold(log);
                        return null;
                    }));
                }
                for (Future<?> one : all) {
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

    /** The longest first, so that none of them is still at work when all others are done. */
    private List<TrialRun> sittings(List<BoundLesson> lessons) {
        List<TrialRun> trialRuns = new ArrayList<>();
        Map<BoundLesson, List<Step>> once = once(lessons);
        for (BoundLesson lesson : lessons) {
            List<Step> steps = steps(lesson);
            for (int way = 0; way < Walk.ways(steps); way++) {
                List<Step> idle = scope.harmless() && way == 0 ? once.get(lesson) : List.of();
                trialRuns.add(new Walk(trials, observer, lesson, steps, idle, way));
            }
        }
        if (scope.mistakes()) {
            once.forEach((lesson, steps) ->
                    trialRuns.addAll(trials.renews(lesson) ? trialRuns.size() : 0, mistakes(lesson, steps)));
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

    /** What several rounds of a lesson have in common is gone through in each, but tried in every way only once. */
    private record Part(String lesson, Step step) {}

    /** Each step's by themselves; where each would need a new machine, one goes through half of the lesson. */
    private List<TrialRun> mistakes(BoundLesson lesson, List<Step> steps) {
        List<List<TaskContext>> taskContexts = steps.stream()
                .filter(step -> !step.tasks().isEmpty())
                .map(step -> step.tasks().stream()
                        .map(task -> new TaskContext(trials, lesson, step, task))
                        .toList())
                .toList();
        if (taskContexts.isEmpty()) {
            return List.of();
        }
        if (trials.renews(lesson)) {
            return taskContexts.stream().map(this::series).toList();
        }
        int half = taskContexts.size() / 2;
        return Stream.of(taskContexts.subList(0, half), taskContexts.subList(half, taskContexts.size()))
                .filter(part -> !part.isEmpty())
                .map(part -> series(part.stream().flatMap(List::stream).toList()))
                .toList();
    }

    private TrialRun series(List<TaskContext> taskContexts) {
        return new TrialSeries(taskContexts, scope.faults(), scope.mutations());
    }

    private List<Step> steps(BoundLesson lesson) {
        return lesson.steps().stream()
                .filter(step -> scope.step().isEmpty() || scope.step().get().equals(step.id()))
                .toList();
    }
}
