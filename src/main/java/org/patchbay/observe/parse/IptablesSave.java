package org.patchbay.observe.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Parses the output of {@code iptables-save} and {@code iptables -S}, with or without counters ({@code -c}, {@code
 * -v}). Empty text is valid: {@code iptables-save} prints nothing if there are no tables.
 */
public final class IptablesSave {
    private static final String EXPECTED = "a table, chain or rule as iptables-save writes it";

    private final OutputLines lines;
    private final List<SavedTable> rows = new ArrayList<>();
    private final ParseProblems problems = new ParseProblems();
    private boolean begun;
    private Optional<String> table = Optional.empty();
    private List<SavedTable.Chain> chains = new ArrayList<>();
    private List<SavedRule> rules = new ArrayList<>();

    private IptablesSave(String text) {
        lines = new OutputLines(text);
    }

    /** Parses the output. Total; linear in the text. */
    public static Parsed<SavedTable> parse(String text) {
        return new IptablesSave(text).run();
    }

    private Parsed<SavedTable> run() {
        while (lines.advance()) {
            if (!lines.blank() && !read(lines.line().strip()) && lines.complete() && !lines.stranger()) {
                problems.add(lines.problem(EXPECTED));
            }
        }
        finish();
        return new Parsed<>(rows, problems.all());
    }

    private boolean read(String line) {
        if (line.equals("COMMIT")) {
            finish();
            return true;
        }
        return switch (line.charAt(0)) {
            case '#' -> true;
            case '*' -> table(line.substring(1));
            case ':' -> chain(LineTokens.of(line.substring(1)));
            case '-' -> command(line);
            case '[' -> counted(line);
            default -> false;
        };
    }

    private boolean table(String name) {
        if (name.isEmpty() || !name.chars().allMatch(Character::isLetter)) {
            return false;
        }
        finish();
        begun = true;
        table = Optional.of(name);
        return true;
    }

    /** {@code INPUT ACCEPT [0:0]}, {@code DOCKER - [0:0]}. */
    private boolean chain(List<String> words) {
        return words.size() >= 2 && add(words.get(0), words.get(1));
    }

    private boolean add(String name, String policy) {
        begun = true;
        chains.add(new SavedTable.Chain(name, Optional.of(policy).filter(word -> !word.equals("-"))));
        return true;
    }

    /** {@code -P INPUT ACCEPT}, {@code -N DOCKER}, {@code -A INPUT -j DROP}. */
    private boolean command(String line) {
        List<String> words = LineTokens.of(line);
        String command = words.getFirst();
        if (command.equals("-P") && words.size() >= 3) {
            return add(words.get(1), words.get(2));
        }
        if (command.equals("-N") && words.size() == 2) {
            return add(words.get(1), "-");
        }
        return command.equals("-A") && words.size() >= 2 && rule(line, OptionalLong.empty(), OptionalLong.empty());
    }

    /** {@code [8:660] -A INPUT -g DOCKER}. */
    private boolean counted(String line) {
        int colon = line.indexOf(':');
        int close = line.indexOf("] -A ");
        if (colon < 0 || close < colon) {
            return false;
        }
        OptionalLong packets = LineTokens.integer(line.substring(1, colon));
        OptionalLong bytes = LineTokens.integer(line.substring(colon + 1, close));
        return packets.isPresent() && bytes.isPresent() && rule(line.substring(close + 2), packets, bytes);
    }

    private boolean rule(String line, OptionalLong packets, OptionalLong bytes) {
        String behind = line.substring("-A".length()).strip();
        int end = 0;
        while (end < behind.length() && !Character.isWhitespace(behind.charAt(end))) {
            end++;
        }
        if (end == 0) {
            return false;
        }
        begun = true;
        rules.add(new RuleSpec(behind.substring(0, end), behind.substring(end).strip()).read(packets, bytes));
        return true;
    }

    private void finish() {
        if (begun) {
            rows.add(new SavedTable(table, chains, rules));
        }
        begun = false;
        table = Optional.empty();
        chains = new ArrayList<>();
        rules = new ArrayList<>();
    }
}
