package org.patchbay.lesson;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.check.All;
import org.patchbay.check.Any;
import org.patchbay.check.Assertion;
import org.patchbay.check.Not;
import org.patchbay.check.verdict.Layer;

/**
 * Checks that a task can be passed and tried.
 *
 * @param line of the task
 */
record TaskSense(Problems.InFile problems, int line) {
    /** @param before the earlier tasks of its step */
    void check(Task task, List<Task> before) {
        String name = "the task '" + task.id() + "' ";
        if (task.faults().isEmpty()) {
            problems.at(line, name + "has no fault: a mistake, and the layer and subject that its diagnosis must name");
        }
        before.stream()
                .filter(earlier -> earlier.assertion().equals(task.assertion()))
                .findFirst()
                .ifPresent(earlier -> problems.at(
                        line, name + "has the same check as '" + earlier.id() + "', so it passes together with it"));
        contradiction(task.assertion()).ifPresent(what -> problems.at(line, name + what));
        Set<Fault.Injection> seen = new HashSet<>();
        for (Fault fault : task.faults()) {
            if (fault.layer() == Layer.ANSWER) {
                problems.at(line, name + "expects the layer answer, which only a question's wrong choice has");
            }
            if (!seen.add(fault.injection())) {
                problems.at(line, name + "has the same fault twice");
            }
            if (fault.injection() instanceof Fault.Injection.Instead(var actions) && actions.equals(task.solve())) {
                problems.at(line, name + "has its own solution as a fault");
            }
        }
    }

    /** Reports an assertion that is always true or always false. */
    private static Optional<String> contradiction(Assertion assertion) {
        return switch (assertion) {
            case All all
            when opposed(all.of()) -> Optional.of("can never pass: it requires an assertion and its negation");
            case Any any
            when opposed(any.of()) -> Optional.of("always passes: it accepts an assertion or its negation");
            case All all -> first(all.of());
            case Any any -> first(any.of());
            case Not not -> contradiction(not.of());
            case Assertion _ -> Optional.empty();
        };
    }

    private static Optional<String> first(List<Assertion> several) {
        return several.stream()
                .map(TaskSense::contradiction)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean opposed(List<Assertion> several) {
        return several.stream().anyMatch(one -> several.contains(new Not(one)));
    }
}
