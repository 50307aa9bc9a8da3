package org.patchbay.lesson;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what is typed: lines, or a list of lines and {@code {in: a, type: …}}, {@code until: …}, {@code key: …}. */
final class ActionReader {
    private static final String FIRST = "a";

    private ActionReader() {}

    static List<Action> read(YamlNode node) {
        List<Action> actions =
                Fields.items(node).stream().flatMap(ActionReader::actions).toList();
        if (actions.isEmpty()) {
            throw new Flaw(node.line(), "expected text to type");
        }
        Set<String> used = new HashSet<>();
        for (Action action : actions) {
            if (action instanceof Action.Type) {
                used.add(action.terminal());
            } else if (!used.contains(action.terminal())) {
                throw new Flaw(node.line(), "nothing is typed in terminal '" + action.terminal() + "' before this");
            }
        }
        return actions;
    }

    private static Stream<Action> actions(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar _ ->
                Fields.scalar(node)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .map(line -> new Action.Type(FIRST, line.strip()));
            case YamlNode.Mapping _, YamlNode.Sequence _ -> Stream.of(action(node));
        };
    }

    private static Action action(YamlNode node) {
        Fields fields = Fields.of(node);
        String terminal = fields.node("in").map(Fields::id).orElse(FIRST);
        List<Action> found = Stream.of(
                        fields.text("type").map(line -> (Action) new Action.Type(terminal, line)),
                        fields.text("until").map(text -> (Action) new Action.Until(terminal, text)),
                        fields.node("key").map(key -> (Action) new Action.Press(terminal, key(key))))
                .flatMap(Optional::stream)
                .toList();
        fields.end();
        if (found.size() != 1) {
            throw new Flaw(node.line(), "expected one of type, until, key");
        }
        return found.getFirst();
    }

    private static Action.Key key(YamlNode node) {
        String written = Fields.scalar(node);
        return Arrays.stream(Action.Key.values())
                .filter(key -> key.written().equals(written))
                .findFirst()
                .orElseThrow(() -> new Flaw(
                        node.line(),
                        "'" + written + "' is none of "
                                + Arrays.stream(Action.Key.values())
                                        .map(Action.Key::written)
                                        .collect(Collectors.joining(", "))));
    }
}
