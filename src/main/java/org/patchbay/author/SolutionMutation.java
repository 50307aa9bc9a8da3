package org.patchbay.author;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.patchbay.lesson.Action;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;

/**
 * A task's solution with one value of the task's check changed. It must not pass.
 *
 * @param field the key, or keys, of what is changed
 * @param change the old and new value
 * @param actions what is typed
 */
record SolutionMutation(String field, WordSubstitution change, List<Action> actions) {
    private static final Pattern MAKES = Pattern.compile("\\badd\\b.*\\btype\\b|\\b(netns|addbr|tuntap) .*add\\b");

    SolutionMutation {
        actions = List.copyOf(actions);
    }

    /**
     * A task's mutations.
     *
     * @param mutations each types something else
     * @param untyped fields whose values are not in the solution's commands
     */
    record Derived(List<SolutionMutation> mutations, List<String> untyped) {}

    static Derived of(BoundLesson lesson, Step step, Task task) {
        boolean making = task.solve().stream()
                .anyMatch(action -> action instanceof Action.Type type
                        && MAKES.matcher(type.line()).find());
        WrongValues wrongValues = new WrongValues(Surroundings.of(lesson, step), making);
        Map<List<Action>, SolutionMutation> byTyped = new LinkedHashMap<>();
        List<String> untyped = new ArrayList<>();
        for (AssertionField assertionField : AssertionField.of(task.assertion())) {
            boolean typed = false;
            for (WordSubstitution substitution : wrongValues.of(assertionField)) {
                List<Action> actions = substitution.in(task.solve());
                if (!typed(actions).equals(typed(task.solve()))) {
                    typed = true;
                    byTyped.merge(
                            actions,
                            new SolutionMutation(assertionField.key(), substitution, actions),
                            SolutionMutation::also);
                }
            }
            if (!typed) {
                untyped.add(assertionField.key());
            }
        }
        return new Derived(
                List.copyOf(byTyped.values()), untyped.stream().distinct().toList());
    }

    /** Without awaited text, because changing it does not change the machine. */
    private static List<Action> typed(List<Action> actions) {
        return actions.stream()
                .filter(action -> !(action instanceof Action.Until))
                .toList();
    }

    private SolutionMutation also(SolutionMutation same) {
        return field.equals(same.field) ? this : new SolutionMutation(field + ", " + same.field, change, actions);
    }

    /** For an author: {@code address 10.70.2.10 → 10.70.2.17}. */
    String words() {
        return field + " " + change.from().strip() + " → "
                + (change.to().isBlank() ? "(left out)" : change.to().strip());
    }
}
