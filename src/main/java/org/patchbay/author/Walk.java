package org.patchbay.author;

import java.util.List;
import java.util.Optional;
import org.patchbay.check.Verdict;
import org.patchbay.lab.Rehearsal;
import org.patchbay.lab.RehearsalException;
import org.patchbay.lab.Rehearsals;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;

/**
 * Steps of a lesson, solved one after the other on one machine, as a learner goes: each task is open before, and passes
 * after. After a failure the next step begins on a new machine.
 */
record Walk(Rehearsals rehearsals, BoundLesson lesson, List<Step> steps) implements Sitting {
    @Override
    public void hold(Minutes minutes) throws InterruptedException {
        Optional<Rehearsal> machine = Optional.empty();
        try {
            for (Step step : steps) {
                if (step.tasks().isEmpty()) {
                    continue;
                }
                try {
                    if (machine.isEmpty()) {
                        machine = Optional.of(rehearsals.begin(lesson, step));
                    }
                    machine.get().enter(step);
                } catch (RehearsalException e) {
                    fail(minutes, step, e);
                    continue;
                }
                if (!solve(minutes, step, machine.get())) {
                    machine.get().close();
                    machine = Optional.empty();
                }
            }
        } finally {
            machine.ifPresent(Rehearsal::close);
        }
    }

    private void fail(Minutes minutes, Step step, RehearsalException e) throws InterruptedException {
        minutes.trial(new Trial(lesson.id(), step.id(), "", "the step's beginning"), List.of(), () -> {
            throw e;
        });
    }

    private boolean solve(Minutes minutes, Step step, Rehearsal machine) throws InterruptedException {
        boolean all = true;
        for (Task task : step.tasks()) {
            Trial trial = new Trial(lesson.id(), step.id(), task.id(), "solution");
            all &= minutes.trial(trial, Place.written(task.solve()), () -> solve(task, machine));
        }
        return all;
    }

    /** Solves a task that must be open before. */
    static Outcome.Result solve(Task task, Rehearsal machine) throws RehearsalException, InterruptedException {
        Optional<Verdict> before = machine.settled(task);
        if (before.isEmpty() || before.get() instanceof Verdict.Passed) {
            return new Outcome.Failed("The task holds before anything is typed", List.of(), before);
        }
        machine.act(task.solve());
        Optional<Verdict> after = machine.verdict(task, Verdict.Passed.class::isInstance);
        return after.filter(Verdict.Passed.class::isInstance).isPresent()
                ? new Outcome.Passed()
                : new Outcome.Failed("The solution does not pass", Place.written(task.solve()), after);
    }
}
