package org.patchbay.author;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.patchbay.check.Assertion;
import org.patchbay.check.Verdict;
import org.patchbay.lab.Rehearsal;
import org.patchbay.lab.RehearsalException;
import org.patchbay.lesson.Action;
import org.patchbay.lesson.Fault;
import org.patchbay.lesson.Task;

/**
 * What can go wrong with one task: the faults that its author foresaw, and its solution with one thing changed. Before
 * them comes the solution itself, on a machine that was brought to the step: what could not pass there anyway would show
 * nothing. For one thread.
 */
final class Mistakes {
    private final Place place;
    private final boolean faults;
    private final boolean mutations;
    /** The machine as the task's solution leaves it. */
    private Optional<Portrait> solved = Optional.empty();

    Mistakes(Place place, boolean faults, boolean mutations) {
        this.place = place;
        this.faults = faults;
        this.mutations = mutations;
    }

    /** @param seat turned to this task */
    void hold(Minutes minutes, Seat seat) throws InterruptedException {
        List<String> solution = Place.written(place.task().solve());
        minutes.trial(
                place.trial(Trial.Kind.SOLUTION, "solution on a machine brought to the step"),
                solution,
                () -> solve(seat));
        if (mutations) {
            alter(minutes, seat);
        }
        for (Fault fault : faults ? place.task().faults() : List.<Fault>of()) {
            minutes.trial(place.trial(fault, "fault " + what(fault)), typed(fault), () -> make(seat, fault));
        }
        if (mutations) {
            mutate(minutes, seat);
        }
    }

    private void mutate(Minutes minutes, Seat seat) throws InterruptedException {
        Mutation.Derived derived = Mutation.of(place.lesson(), place.step(), place.task());
        for (Mutation mutation : derived.mutations()) {
            minutes.trial(
                    place.trial(Trial.Kind.MUTATION, "mutation " + mutation.words()),
                    Place.written(mutation.actions()),
                    () -> make(seat, mutation));
        }
    }

    /** What nobody types is changed in the check: it must not hold then where the solution stands. */
    private void alter(Minutes minutes, Seat seat) throws InterruptedException {
        List<String> untyped =
                Mutation.of(place.lesson(), place.step(), place.task()).untyped();
        List<Alteration> alterations = place.tried()
                ? List.of()
                : Alteration.of(place.task().assertion()).stream()
                        .filter(one -> untyped.contains(one.key()))
                        .toList();
        List<Assertion> judged = Stream.concat(
                        Stream.of(place.task().assertion()),
                        alterations.stream().map(Alteration::assertion))
                .toList();
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < alterations.size(); i++) {
            int at = i + 1;
            Alteration one = alterations.get(i);
            minutes.trial(
                    place.trial(Trial.Kind.MUTATION, "mutation of the check, " + one.key() + " " + one.words()),
                    List.of(),
                    () -> {
                        if (verdicts.isEmpty()) {
                            verdicts.addAll(seat.solved().judge(judged));
                        }
                        return altered(one, verdicts.get(at), verdicts.getFirst());
                    });
        }
        List<String> left = untyped.stream()
                .filter(key -> alterations.stream().noneMatch(one -> one.key().equals(key)))
                .toList();
        if (!left.isEmpty()) {
            minutes.trial(
                    place.trial(Trial.Kind.MUTATION, "mutation " + String.join(", ", left)),
                    List.of(),
                    () -> new Outcome.NotApplicable("the solution does not type that"));
        }
    }

    /** What holds by something else, such as the answer beside the question, says nothing of the field. */
    private Outcome.Result altered(Alteration one, Verdict verdict, Verdict original) {
        if (!(verdict instanceof Verdict.Passed)) {
            return new Outcome.Passed();
        }
        return verdict.equals(original)
                ? new Outcome.Failed(
                        "The check would hold as well with " + one.key() + " " + one.words(),
                        Place.written(place.task().solve()),
                        Optional.of(verdict))
                : new Outcome.NotApplicable("the solution makes that too");
    }

    private Outcome.Result solve(Seat seat) throws RehearsalException, InterruptedException {
        Rehearsal machine = seat.ready();
        Outcome.Result result = Walk.solve(place.task(), place.task().solve(), machine);
        solved = Optional.of(portrait(machine));
        return result;
    }

    /** What is tried out asks whom it must: what the kernel keeps of that is no part of the outcome. */
    private Portrait portrait(Rehearsal machine) throws RehearsalException {
        return Portrait.of(machine.look(), place.ofSnapshot());
    }

    private Outcome.Result make(Seat seat, Fault fault) throws RehearsalException, InterruptedException {
        Rehearsal machine = seat.ready();
        Task task = place.task();
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
                ? new Outcome.Passed()
                : new Outcome.Failed("The diagnosis should name " + expected(fault), typed(fault), verdict);
    }

    private Outcome.Result make(Seat seat, Mutation mutation) throws RehearsalException, InterruptedException {
        Rehearsal machine = seat.ready();
        machine.attempt(mutation.actions());
        Optional<Verdict> verdict = machine.settled(place.task());
        if (verdict.filter(Verdict.Passed.class::isInstance).isEmpty()) {
            return new Outcome.Passed();
        }
        if (place.ofState() && Optional.of(portrait(machine)).equals(solved)) {
            return new Outcome.NotApplicable("it leaves the machine as the solution does");
        }
        return new Outcome.Failed(
                "The task passes although " + mutation.words(), Place.written(mutation.actions()), verdict);
    }

    private static boolean named(Verdict verdict, Fault fault) {
        return verdict instanceof Verdict.Failed(var diagnosis)
                && diagnosis.layer() == fault.layer()
                && diagnosis.about().equals(fault.about());
    }

    private List<String> typed(Fault fault) {
        List<Action> solve = place.task().solve();
        return switch (fault.injection()) {
            case Fault.Injection.Instead(var actions) -> Place.written(actions);
            case Fault.Injection.Before(var actions) -> Place.written(actions, solve);
            case Fault.Injection.Script _ -> Place.written(solve);
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
