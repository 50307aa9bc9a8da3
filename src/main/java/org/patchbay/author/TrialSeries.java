package org.patchbay.author;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinTask;
import org.patchbay.lab.machine.PlaybackException;
import org.patchbay.lab.trial.SavedTrial;
import org.patchbay.lab.trial.Trial;
import org.patchbay.lab.trial.Trials;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;

/**
 * What can go wrong with the tasks of a step. They are solved one after the other on a machine that was brought to the
 * step; before each, the machine is saved, and each mistake is made on a machine that was restored from there. Runs in a
 * thread of a {@link java.util.concurrent.ForkJoinPool}, whose other threads help with the mistakes.
 */
record TrialSeries(Trials trials, BoundLesson lesson, Step step, boolean faults, boolean mutations)
        implements TrialRun {
    @Override
    public void hold(TrialLog log) throws InterruptedException {
        List<SavedTrial> saved = new ArrayList<>();
        List<ForkJoinTask<?>> mistakes = new ArrayList<>();
        try {
            solve(log, saved, mistakes);
            mistakes.forEach(ForkJoinTask::join);
        } finally {
            saved.forEach(SavedTrial::close);
        }
    }

    private void solve(TrialLog log, List<SavedTrial> saved, List<ForkJoinTask<?>> mistakes)
            throws InterruptedException {
        try (Trial machine = trials.begin(lesson, step)) {
            machine.enter(step);
            for (Task task : step.tasks()) {
                SavedTrial before = trials.save(machine);
                saved.add(before);
                Mistakes ofTask = new Mistakes(trials, new TaskContext(lesson, step, task), faults, mutations);
                ofTask.solve(log, machine);
                ofTask.trials(log, before)
                        .forEach(trial -> mistakes.add(ForkJoinTask.adapt(trial).fork()));
                if (machine.passed(task).isEmpty()) {
                    return;
                }
            }
        } catch (PlaybackException e) {
            log.failed(TrialCase.ofBeginning(lesson, step), e);
        }
    }
}
