package org.patchbay.author;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.patchbay.check.EvidenceRequest;
import org.patchbay.check.Verdict;
import org.patchbay.lab.Rehearsal;
import org.patchbay.lab.RehearsalException;
import org.patchbay.lab.Rehearsals;
import org.patchbay.lesson.Action;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Fault;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;

/** A task in its lesson, and how a machine is brought to where only it is left to do. */
record Place(Rehearsals rehearsals, BoundLesson lesson, Step step, Task task) {
    Trial trial(Trial.Kind kind, String what) {
        return new Trial(lesson.id(), step.id(), task.id(), kind, what);
    }

    Trial trial(Fault fault, String what) {
        return new Trial(lesson.id(), step.id(), task.id(), Trial.Kind.FAULT, Optional.of(fault.layer()), what);
    }

    /** A machine on which the tasks before it have passed. */
    Rehearsal arrive() throws RehearsalException, InterruptedException {
        Rehearsal rehearsal = rehearsals.begin(lesson, step);
        try {
            solve(rehearsal, earlier());
            return rehearsal;
        } catch (RehearsalException | InterruptedException | RuntimeException e) {
            rehearsal.close();
            throw e;
        }
    }

    /** Enters the step and solves tasks of it, each of which must pass. */
    void solve(Rehearsal rehearsal, List<Task> tasks) throws RehearsalException, InterruptedException {
        rehearsal.enter(step);
        for (Task one : tasks) {
            rehearsal.act(one.solve());
            Optional<Verdict> verdict = rehearsal.verdict(one, Verdict.Passed.class::isInstance);
            if (verdict.filter(Verdict.Passed.class::isInstance).isEmpty()) {
                throw new RehearsalException("The task before it, " + one.id() + ", did not pass when it was solved");
            }
        }
    }

    /** A machine on which the tasks before it are passed over, as the steps before are. */
    Rehearsal shortcut() throws RehearsalException, InterruptedException {
        Rehearsal rehearsal = rehearsals.begin(lesson, step);
        try {
            pass(rehearsal, earlier());
            return rehearsal;
        } catch (RehearsalException | InterruptedException | RuntimeException e) {
            rehearsal.close();
            throw e;
        }
    }

    /** Passes over tasks and enters the step. What one of them begins in the background may take its time. */
    void pass(Rehearsal rehearsal, List<Task> tasks) throws RehearsalException, InterruptedException {
        rehearsal.pass(tasks);
        rehearsal.enter(step);
        for (Task last : earlier().reversed()) {
            if (new Place(rehearsals, lesson, step, last).ofSnapshot()) {
                rehearsal.verdict(last, Verdict.Passed.class::isInstance);
                return;
            }
        }
    }

    /** The tasks of the lesson from that place on to this one. */
    List<Task> since(Place earlier) {
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
