package org.patchbay.author;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.patchbay.check.Assertion;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.lab.machine.PlaybackException;
import org.patchbay.lab.trial.SavedTrial;
import org.patchbay.lab.trial.Trial;
import org.patchbay.lab.trial.Trials;
import org.patchbay.lesson.Action;
import org.patchbay.lesson.Fault;
import org.patchbay.lesson.Task;

/**
 * Trials of mistakes in one task: its faults, and its solution with one value changed. The solution is tried first,
 * because a failed mistake proves nothing if the solution fails too.
 */
final class Mistakes {
    private final Trials trials;
    private final TaskContext taskContext;
    private final boolean faults;
    private final boolean mutations;
    /** The machine after the task's solution. */
    private volatile Optional<StateFingerprint> solved = Optional.empty();

    Mistakes(Trials trials, TaskContext taskContext, boolean faults, boolean mutations) {
        this.trials = trials;
        this.taskContext = taskContext;
        this.faults = faults;
        this.mutations = mutations;
    }

    /** Solves the task, then tries altered checks on the solved machine. */
    void solve(TrialLog log, Trial machine) throws InterruptedException {
        log.trial(
                taskContext.trial(TrialCase.Kind.SOLUTION, "solution on a machine brought to the step"),
                TaskContext.written(taskContext.task().solve()),
                () -> solve(machine));
        if (mutations) {
            alter(log, machine);
        }
    }

    /**
     * The trials of the mistakes, which may run in any order or in parallel, after the task is solved.
     *
     * @param before the machine before the task was solved
     */
    List<Callable<?>> trials(TrialLog log, SavedTrial before) {
        List<Callable<?>> all = new ArrayList<>();
        if (faults) {
            for (Fault fault : taskContext.task().faults()) {
                all.add(() -> log.trial(
                        taskContext.trial(fault, "fault " + what(fault)),
                        typed(fault),
                        () -> restored(before, machine -> make(machine, fault))));
            }
        }
        if (mutations) {
            for (SolutionMutation mutation : derived().mutations()) {
                all.add(() -> log.trial(
                        taskContext.trial(TrialCase.Kind.MUTATION, "mutation " + mutation.words()),
                        TaskContext.written(mutation.actions()),
                        () -> restored(before, machine -> make(machine, mutation))));
            }
        }
        return all;
    }

    private SolutionMutation.Derived derived() {
        return SolutionMutation.of(taskContext.lesson(), taskContext.step(), taskContext.task());
    }

    /** Alters fields that no command contains. The altered check must fail on the solved machine. */
    private void alter(TrialLog log, Trial machine) throws InterruptedException {
        List<String> untyped = derived().untyped();
        List<CheckMutation> checkMutations = taskContext.tried()
                ? List.of()
                : CheckMutation.of(taskContext.task().assertion()).stream()
                        .filter(one -> untyped.contains(one.key()))
                        .toList();
        List<Assertion> judged = Stream.concat(
                        Stream.of(taskContext.task().assertion()),
                        checkMutations.stream().map(CheckMutation::assertion))
                .toList();
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < checkMutations.size(); i++) {
            int at = i + 1;
            CheckMutation one = checkMutations.get(i);
            log.trial(
                    taskContext.trial(
                            TrialCase.Kind.MUTATION, "mutation of the check, " + one.key() + " " + one.words()),
                    List.of(),
                    () -> {
                        if (verdicts.isEmpty()) {
                            verdicts.addAll(machine.judge(judged));
                        }
                        return altered(one, verdicts.get(at), verdicts.getFirst());
                    });
        }
        List<String> left = untyped.stream()
                .filter(key ->
                        checkMutations.stream().noneMatch(one -> one.key().equals(key)))
                .toList();
        if (!left.isEmpty()) {
            log.trial(
                    taskContext.trial(TrialCase.Kind.MUTATION, "mutation " + String.join(", ", left)),
                    List.of(),
                    () -> new TrialOutcome.NotApplicable("the solution does not type that"));
        }
    }

    /** If something else satisfies the changed check, such as the reply beside the request, the field is not tested. */
    private TrialOutcome.Result altered(CheckMutation one, Verdict verdict, Verdict original) {
        if (!(verdict instanceof Verdict.Passed)) {
            return new TrialOutcome.Passed();
        }
        return verdict.equals(original)
                ? new TrialOutcome.Failed(
                        "The check would hold as well with " + one.key() + " " + one.words(),
                        TaskContext.written(taskContext.task().solve()),
                        Optional.of(verdict))
                : new TrialOutcome.NotApplicable("the solution makes that too");
    }

    private TrialOutcome.Result solve(Trial machine) throws PlaybackException, InterruptedException {
        TrialOutcome.Result result =
                Walk.solve(taskContext.task(), taskContext.task().solve(), machine);
        solved = Optional.of(fingerprint(machine));
        return result;
    }

    /** The state that the outcome depends on; without the neighbour entries that connection tests leave in the kernel. */
    private StateFingerprint fingerprint(Trial machine) throws PlaybackException {
        return StateFingerprint.of(machine.look(), taskContext.ofSnapshot());
    }

    private interface Course {
        TrialOutcome.Result take(Trial machine) throws PlaybackException, InterruptedException;
    }

    private TrialOutcome.Result restored(SavedTrial before, Course course)
            throws PlaybackException, InterruptedException {
        try (Trial machine = trials.restore(before)) {
            machine.enter(taskContext.step());
            return course.take(machine);
        }
    }

    private TrialOutcome.Result make(Trial machine, Fault fault) throws PlaybackException, InterruptedException {
        Task task = taskContext.task();
        switch (fault.injection()) {
            case Fault.Injection.Instead(var actions) -> machine.attempt(actions);
            case Fault.Injection.Before(var actions) -> {
                machine.attempt(actions);
                machine.attempt(task.solve());
            }
            case Fault.Injection.Script(String commands) -> {
                machine.run(commands);
                machine.attempt(task.solve());
            }
        }
        Optional<Verdict> verdict = machine.verdict(task, one -> named(one, fault));
        return verdict.filter(one -> named(one, fault)).isPresent()
                ? new TrialOutcome.Passed()
                : new TrialOutcome.Failed("The diagnosis should name " + expected(fault), typed(fault), verdict);
    }

    private TrialOutcome.Result make(Trial machine, SolutionMutation mutation)
            throws PlaybackException, InterruptedException {
        machine.attempt(mutation.actions());
        Optional<Verdict> verdict = machine.settled(taskContext.task());
        if (verdict.filter(Verdict.Passed.class::isInstance).isEmpty()) {
            return new TrialOutcome.Passed();
        }
        if (taskContext.ofState() && Optional.of(fingerprint(machine)).equals(solved)) {
            return new TrialOutcome.NotApplicable("it leaves the machine as the solution does");
        }
        return new TrialOutcome.Failed(
                "The task passes although " + mutation.words(), TaskContext.written(mutation.actions()), verdict);
    }

    private static boolean named(Verdict verdict, Fault fault) {
        return verdict instanceof Verdict.Failed(var diagnosis)
                && diagnosis.layer() == fault.layer()
                && diagnosis.about().equals(fault.about());
    }

    private List<String> typed(Fault fault) {
        List<Action> solve = taskContext.task().solve();
        return switch (fault.injection()) {
            case Fault.Injection.Instead(var actions) -> TaskContext.written(actions);
            case Fault.Injection.Before(var actions) -> TaskContext.written(actions, solve);
            case Fault.Injection.Script _ -> TaskContext.written(solve);
        };
    }

    private static String what(Fault fault) {
        String way = switch (fault.injection()) {
            case Fault.Injection.Instead(var actions) -> "instead: " + lines(actions);
            case Fault.Injection.Before(var actions) -> "before: " + lines(actions);
            case Fault.Injection.Script(String commands) ->
                "script: " + commands.lines().findFirst().orElse("");
        };
        return way + " → " + expected(fault);
    }

    private static String lines(List<Action> actions) {
        return String.join(
                "; ",
                actions.stream()
                        .filter(Action.Type.class::isInstance)
                        .map(action -> ((Action.Type) action).line())
                        .toList());
    }

    private static String expected(Fault fault) {
        return fault.layer().name().toLowerCase(Locale.ROOT) + " " + fault.about();
    }
}
