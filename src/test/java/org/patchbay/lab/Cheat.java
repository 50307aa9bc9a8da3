package org.patchbay.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.check.Assertion;
import org.patchbay.check.Captured;
import org.patchbay.check.Printed;
import org.patchbay.check.Ran;
import org.patchbay.check.Reachable;
import org.patchbay.check.output.ArpOperation;
import org.patchbay.check.output.Cell;
import org.patchbay.check.output.FramePattern;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.Reach;
import org.patchbay.lesson.Action;

/**
 * An attempt to cheat.
 *
 * @param outcome the expected result: {@code passed}, a failure's layer, subject and sentence, or the reason for
 *     inconclusive
 * @param cleaning a script that puts the machine in order again once it was judged
 */
record Cheat(String name, Assertion assertion, List<Action> actions, String outcome, String cleaning) {
    /**
     * Lines that are typed one after the other; one that begins with {@code b:} in a second terminal. One that begins with
     * {@code until:} is not typed: the next waits until the first terminal shows it.
     */
    static Cheat of(String name, Assertion assertion, String outcome, String... lines) {
        List<Action> actions = new ArrayList<>();
        for (String line : lines) {
            actions.add(action(line));
        }
        return new Cheat(name, assertion, actions, outcome, "true");
    }

    private static Action action(String line) {
        if (line.startsWith("b:")) {
            return new Action.Type("b", line.substring("b:".length()));
        }
        return line.startsWith("until:")
                ? new Action.Until("a", line.substring("until:".length()))
                : new Action.Type("a", line);
    }

    Cheat cleaned(String script) {
        return new Cheat(name, assertion, actions, outcome, script);
    }

    /** Two requests for 10.70.2.11, seen at this device. */
    static Captured captured(String on) {
        return captured(on, 2, Optional.empty());
    }

    static Captured captured(String on, int atLeast, Optional<Ran> during) {
        return new Captured(
                DeviceName.parse(on),
                new FramePattern(
                        Optional.of(ArpOperation.REQUEST),
                        Optional.empty(),
                        Optional.of("10.70.2.11"),
                        Optional.of("10.70.2.10"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                atLeast,
                during,
                List.of());
    }

    static Printed printed(String tool, String... columns) {
        Map<String, Cell> row = new HashMap<>();
        for (int i = 0; i < columns.length; i += 2) {
            row.put(columns[i], Cell.parse(columns[i + 1]));
        }
        return new Printed(tool, List.of(), Optional.empty(), row);
    }

    static Ran ran(String tool, String... arguments) {
        return new Ran(tool, List.of(arguments), Optional.empty());
    }

    static Reachable reachable(Reach.Kind by) {
        return new Reachable(
                "10.70.2.11",
                Optional.empty(),
                Optional.of(by),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                false);
    }

    @Override
    public String toString() {
        return name;
    }
}
