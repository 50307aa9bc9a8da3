package org.patchbay.author;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.lab.machine.PlaybackException;
import org.patchbay.lab.trial.Trial;
import org.patchbay.lab.trial.Trials;
import org.patchbay.lesson.Action;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;

/**
 * Steps of a lesson, solved one after the other on one machine, as a learner goes: each task is open before, and passes
 * after. After a failure the next step begins on a new machine. A graded lesson that was walked through to its end is
 * handed in.
 *
 * @param withNoops those of the steps that start with a {@link NoopTrial}
 * @param way 0 for the tasks' solutions; from 1 on their other ways, where they have one of that number; steps without such
 *     a one are passed over
 */
record Walk(Trials trials, TrialObserver observer, BoundLesson lesson, List<Step> steps, List<Step> withNoops, int way)
        implements TrialRun {
    /** The number of ways through these steps. */
    static int ways(List<Step> steps) {
        return 1
                + steps.stream()
                        .flatMap(step -> step.tasks().stream())
                        .mapToInt(task -> task.also().size())
                        .max()
                        .orElse(0);
    }

    @Override
    public void hold(TrialLog log) throws InterruptedException {
        Optional<Trial> machine = Optional.empty();
        boolean whole = steps.equals(lesson.steps());
        try {
            for (Step step : steps) {
                if (step.tasks().isEmpty()) {
                    continue;
                }
                try {
                    if (way > 0 && !otherwise(step)) {
                        if (machine.isPresent()) {
                            machine.get().pass(step.tasks());
                        }
                        continue;
                    }
                    if (machine.isEmpty()) {
                        machine = Optional.of(trials.begin(lesson, step));
                    }
                    machine.get().enter(step);
                    if (withNoops.contains(step)) {
                        if (!new NoopTrial(lesson, step).run(log, machine.get())) {
                            machine.get().close();
                            machine = Optional.empty();
                            machine = Optional.of(trials.begin(lesson, step));
                            whole = false;
                        }
                        machine.get().enter(step);
                    }
                } catch (PlaybackException e) {
                    log.failed(TrialCase.ofBeginning(lesson, step), e);
                    machine.ifPresent(Trial::close);
                    machine = Optional.empty();
                    whole = false;
                    continue;
                }
                if (!solve(log, step, machine.get())) {
                    machine.get().close();
                    machine = Optional.empty();
                    whole = false;
                }
            }
            if (lesson.graded() && whole && machine.isPresent()) {
                handIn(log, machine.get());
            }
        } finally {
            machine.ifPresent(Trial::close);
        }
    }

    /** Whether something in it is done in another way; what is not was walked through before. */
    private boolean otherwise(Step step) {
        return step.tasks().stream().anyMatch(task -> way <= task.also().size());
    }

    private boolean solve(TrialLog log, Step step, Trial machine) throws InterruptedException {
        boolean all = true;
        for (Task task : step.tasks()) {
            List<Action> actions = actions(task);
            String what = actions.equals(task.solve()) ? "solution" : "solution in another way";
            TrialCase trialCase = new TrialCase(lesson.id(), step.id(), task.id(), TrialCase.Kind.SOLUTION, what);
            all &= log.trial(trialCase, TaskContext.written(actions), () -> {
                TrialOutcome.Result solved = solve(task, actions, machine);
                return solved instanceof TrialOutcome.Passed ? observer.after(step, task, machine) : solved;
            });
        }
        return all;
    }

    private List<Action> actions(Task task) {
        return way > 0 && way <= task.also().size() ? task.also().get(way - 1) : task.solve();
    }

    /** At the end, each task must still be passed. */
    private void handIn(TrialLog log, Trial machine) throws InterruptedException {
        TrialCase trialCase = new TrialCase(
                lesson.id(), steps.getLast().id(), "", TrialCase.Kind.SOLUTION, "handed in, every task passes");
        log.trial(trialCase, List.of(), () -> {
            for (Map.Entry<Task, Verdict> judged : machine.handIn(lesson).entrySet()) {
                if (!(judged.getValue() instanceof Verdict.Passed)) {
                    String why = "In the end " + judged.getKey().id() + " does not pass";
                    return new TrialOutcome.Failed(why, List.of(), Optional.of(judged.getValue()));
                }
            }
            return new TrialOutcome.Passed();
        });
    }

    /** Solves a task that must be open before. */
    static TrialOutcome.Result solve(Task task, List<Action> actions, Trial machine)
            throws PlaybackException, InterruptedException {
        Optional<Verdict> before = machine.settled(task);
        if (before.isEmpty() || before.get() instanceof Verdict.Passed) {
            return new TrialOutcome.Failed("The task holds before anything is typed", List.of(), before);
        }
        machine.act(actions);
        Optional<Verdict> after = machine.verdict(task, Verdict.Passed.class::isInstance);
        return after.filter(Verdict.Passed.class::isInstance).isPresent()
                ? new TrialOutcome.Passed()
                : new TrialOutcome.Failed("The solution does not pass", TaskContext.written(actions), after);
    }
}
