package org.patchbay.author;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.patchbay.check.Verdict;
import org.patchbay.lab.Rehearsal;
import org.patchbay.lab.RehearsalException;
import org.patchbay.lesson.Action;
import org.patchbay.lesson.Fault;
import org.patchbay.lesson.Task;

/** What can go wrong with one task: the faults that its author foresaw, and its solution with one thing changed. */
record Mistakes(Place place, boolean mutations) implements Sitting {
    @Override
    public void hold(Minutes minutes) throws InterruptedException {
        try (Seat seat = new Seat(place)) {
            for (Fault fault : place.task().faults()) {
                minutes.trial(place.trial("fault " + what(fault)), typed(fault), () -> make(seat, fault));
            }
            if (mutations) {
                mutate(minutes, seat);
            }
        }
    }

    private void mutate(Minutes minutes, Seat seat) throws InterruptedException {
        Mutation.Derived derived = Mutation.of(place.lesson(), place.step(), place.task());
        for (String field : derived.untyped()) {
            minutes.trial(
                    place.trial("mutation " + field),
                    List.of(),
                    () -> new Outcome.NotApplicable("the solution does not type it"));
        }
        for (Mutation mutation : derived.mutations()) {
            minutes.trial(
                    place.trial("mutation " + mutation.words()),
                    Place.written(mutation.actions()),
                    () -> make(seat, mutation));
        }
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
        if (place.ofState() && Portrait.of(machine.look(), true).equals(solved())) {
            return new Outcome.NotApplicable("it leaves the machine as the solution does");
        }
        return new Outcome.Failed(
                "The task passes although " + mutation.words(), Place.written(mutation.actions()), verdict);
    }

    /** The machine as the task's solution leaves it. */
    private Portrait solved() throws RehearsalException, InterruptedException {
        try (Rehearsal machine = place.arrive()) {
            machine.act(place.task().solve());
            return Portrait.of(machine.look(), true);
        }
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
