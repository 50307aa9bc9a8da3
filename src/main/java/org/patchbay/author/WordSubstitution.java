package org.patchbay.author;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.patchbay.lesson.Action;

/**
 * Replaces whole words in commands: {@code veth0} does not match in {@code veth01}, nor 1 in 10.0.0.1.
 */
record WordSubstitution(String from, String to) {
    private static final String LETTERS = "[A-Za-z0-9_-]";
    /** Separators within an address. */
    private static final String NUMERIC = "[A-Za-z0-9_.:/-]";

    WordSubstitution {
        if (from.isEmpty()) {
            throw new IllegalArgumentException("the text to replace is empty");
        }
    }

    /** The actions with typed and awaited text replaced; equal to the argument if nothing matches. */
    List<Action> in(List<Action> actions) {
        return actions.stream().map(this::in).toList();
    }

    private Action in(Action action) {
        return switch (action) {
            case Action.Type(String terminal, String line) -> new Action.Type(terminal, in(line).strip());
            case Action.Until(String terminal, String text) -> new Action.Until(terminal, in(text));
            case Action.Press press -> press;
        };
    }

    private String in(String text) {
        String neighbour = from.chars().allMatch(Character::isDigit) ? NUMERIC : LETTERS;
        String before = from.substring(0, 1).matches(LETTERS) ? "(?<!" + neighbour + ")" : "";
        String after = from.substring(from.length() - 1).matches(LETTERS) ? "(?!" + neighbour + ")" : "";
        return Pattern.compile(before + Pattern.quote(from) + after)
                .matcher(text)
                .replaceAll(Matcher.quoteReplacement(to));
    }
}
