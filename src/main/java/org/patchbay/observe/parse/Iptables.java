package org.patchbay.observe.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Parses the output of {@code iptables -L} and {@code ip6tables -L}, of nf_tables or legacy, with {@code -n}, {@code
 * -v}, {@code -x}, {@code --line-numbers}, of any table.
 */
public final class Iptables {
    private static final String CHAIN = "'Chain NAME (policy …)'";
    private static final String RULE = "a rule";

    private final OutputLines lines;
    private final List<IptablesChain> rows = new ArrayList<>();
    private final ParseProblems problems = new ParseProblems();
    private Optional<IptablesChain> chain = Optional.empty();
    private Optional<IptablesHeading> heading = Optional.empty();
    private List<IptablesRule> rules = new ArrayList<>();

    private Iptables(String text) {
        lines = new OutputLines(text);
    }

    /** Parses the output. Total; linear in the text. */
    public static Parsed<IptablesChain> parse(String text) {
        return new Iptables(text).run();
    }

    private Parsed<IptablesChain> run() {
        ParseProblem first = new ParseProblem(1, CHAIN, "");
        while (lines.advance()) {
            if (lines.blank()) {
                continue;
            }
            if (first.found().isEmpty()) {
                first = lines.problem(CHAIN);
            }
            read(lines.line());
        }
        finish();
        return new Parsed<>(rows, rows.isEmpty() ? List.of(first) : problems.all());
    }

    private void read(String line) {
        List<String> words = LineTokens.of(line);
        Optional<IptablesChain> begun = chain(words);
        if (begun.isPresent()) {
            finish();
            chain = begun;
            return;
        }
        Optional<IptablesHeading> headed = IptablesHeading.of(line, words);
        if (headed.isPresent()) {
            heading = headed;
            return;
        }
        Optional<IptablesRule> rule = heading.flatMap(columns -> columns.rule(line, words));
        if (chain.isPresent() && rule.isPresent()) {
            rules.add(rule.get());
        } else if (chain.isPresent() && lines.complete() && !lines.stranger()) {
            problems.add(lines.problem(RULE));
        }
    }

    private void finish() {
        chain.ifPresent(
                done -> rows.add(new IptablesChain(done.chain(), done.policy(), done.packets(), done.bytes(), rules)));
        chain = Optional.empty();
        heading = Optional.empty();
        rules = new ArrayList<>();
    }

    /** {@code Chain INPUT (policy ACCEPT 8 packets, 660 bytes)}, {@code Chain DOCKER (2 references)}. */
    private static Optional<IptablesChain> chain(List<String> words) {
        if (words.size() < 4
                || !words.getFirst().equals("Chain")
                || !words.get(2).startsWith("(")) {
            return Optional.empty();
        }
        boolean policy = words.get(2).equals("(policy");
        String name = words.get(3);
        boolean counted = policy && words.size() >= 8;
        return Optional.of(new IptablesChain(
                words.get(1),
                policy
                        ? Optional.of(name.endsWith(")") ? name.substring(0, name.length() - 1) : name)
                        : Optional.empty(),
                counted ? IptablesHeading.count(words.get(4)) : OptionalLong.empty(),
                counted ? IptablesHeading.count(words.get(6)) : OptionalLong.empty(),
                List.of()));
    }
}
