package org.patchbay.author;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.lab.machine.PlaybackException;
import org.patchbay.lab.trial.Trial;
import org.patchbay.lab.trial.Trials;
import org.patchbay.lesson.Action;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Fault;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;

/** A task in its lesson, and how a machine is brought to where only it is left to do. */
record TaskContext(Trials trials, BoundLesson lesson, Step step, Task task) {
    TrialCase trial(TrialCase.Kind kind, String what) {
        return new TrialCase(lesson.id(), step.id(), task.id(), kind, what);
    }

    TrialCase trial(Fault fault, String what) {
        return new TrialCase(lesson.id(), step.id(), task.id(), TrialCase.Kind.FAULT, Optional.of(fault.layer()), what);
    }

    /** A machine on which the tasks before it have passed. */
    Trial arrive() throws PlaybackException, InterruptedException {
        Trial trial = trials.begin(lesson, step);
        try {
            solve(trial, earlier());
            return trial;
        } catch (PlaybackException | InterruptedException | RuntimeException e) {
            trial.close();
            throw e;
        }
    }

    /** Enters the step and solves tasks of it, each of which must pass. */
    void solve(Trial trial, List<Task> tasks) throws PlaybackException, InterruptedException {
        trial.enter(step);
        for (Task one : tasks) {
            trial.act(one.solve());
            Optional<Verdict> verdict = trial.verdict(one, Verdict.Passed.class::isInstance);
            if (verdict.filter(Verdict.Passed.class::isInstance).isEmpty()) {
                throw new PlaybackException("The task before it, " + one.id() + ", did not pass when it was solved");
            }
        }
    }

    /** A machine on which the tasks before it are passed over, as the steps before are. */
    Trial shortcut() throws PlaybackException, InterruptedException {
        Trial trial = trials.begin(lesson, step);
        try {
            pass(trial, earlier());
            return trial;
        } catch (PlaybackException | InterruptedException | RuntimeException e) {
            trial.close();
            throw e;
        }
    }

    /** Passes over tasks and enters the step. What one of them begins in the background may take its time. */
    void pass(Trial trial, List<Task> tasks) throws PlaybackException, InterruptedException {
        trial.pass(tasks);
        trial.enter(step);
        for (Task last : earlier().reversed()) {
            if (new TaskContext(trials, lesson, step, last).ofSnapshot()) {
                trial.verdict(last, Verdict.Passed.class::isInstance);
                return;
            }
        }
    }

    /** The tasks of the lesson from that place on to this one. */
    List<Task> since(TaskContext earlier) {
        return lesson.tasks().subList(earlier.number(), number());
    }

    /** How many tasks of the lesson come before it. */
    private int number() {
        return lesson.steps().stream()
                        .takeWhile(one -> !one.equals(step))
                        .mapToInt(one -> one.tasks().size())
                        .sum()
                + earlier().size();
    }

    private List<Task> earlier() {
        return step.tasks().subList(0, step.tasks().indexOf(task));
    }

    /** Whether the task asks about the machine alone, and not about what somebody ran. */
    boolean ofState() {
        return task.assertion().needs().stream().noneMatch(EvidenceRequest.OfCommands.class::isInstance);
    }

    /** Whether the task asks for what the kernel keeps, and nothing has to be tried out. */
    boolean ofSnapshot() {
        return task.assertion().needs().stream().allMatch(EvidenceRequest.OfSnapshot.class::isInstance);
    }

    /** Whether something has to be tried out for its verdict. */
    boolean tried() {
        return task.assertion().needs().stream().anyMatch(request -> switch (request) {
            case EvidenceRequest.OfSnapshot _, EvidenceRequest.OfCommands _ -> false;
            case EvidenceRequest.OfReach _, EvidenceRequest.OfArrival _, EvidenceRequest.OfScript _ -> true;
        });
    }

    /** For an account of what was done. */
    static List<String> written(List<Action> actions) {
        return actions.stream()
                .map(action -> switch (action) {
                    case Action.Type(String terminal, String line) -> terminal + "$ " + line;
                    case Action.Until(String terminal, String text) -> terminal + "  (until: " + text + ")";
                    case Action.Press(String terminal, Action.Key key) -> terminal + "  (" + key.written() + ")";
                })
                .toList();
    }

    static List<String> written(List<Action> first, List<Action> then) {
        return Stream.concat(written(first).stream(), written(then).stream()).toList();
    }
}
