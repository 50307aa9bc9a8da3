package org.patchbay.observe.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.patchbay.observe.kernel.RuleCondition;

/** Parses a rule as written by iptables-save (iptables(8), iptables-extensions(8)). */
final class RuleSpec {
    /** The key of {@link RuleCondition} for each option. */
    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("-p", "protocol"),
            Map.entry("-s", "source"),
            Map.entry("-d", "destination"),
            Map.entry("-i", "in"),
            Map.entry("-o", "out"),
            Map.entry("--sport", "source-port"),
            Map.entry("--sports", "source-port"),
            Map.entry("--dport", "destination-port"),
            Map.entry("--dports", "destination-port"),
            Map.entry("--ctstate", "ct-state"),
            Map.entry("--state", "ct-state"),
            Map.entry("--icmp-type", "icmp-type"),
            Map.entry("--icmpv6-type", "icmp-type"),
            Map.entry("--src-type", "source-type"),
            Map.entry("--dst-type", "destination-type"),
            Map.entry("--mark", "mark"),
            Map.entry("--comment", "comment"));

    private static final Set<String> LEADS_TO = Set.of("--to-destination", "--to-source", "--to-ports", "--to");

    private final String chain;
    private final String spec;
    private final List<String> words;
    private final List<RuleCondition> conditions = new ArrayList<>();
    private int at;
    private Optional<String> target = Optional.empty();
    private boolean goTo;
    private Optional<String> to = Optional.empty();

    RuleSpec(String chain, String spec) {
        this.chain = chain;
        this.spec = spec;
        this.words = quoted(spec);
    }

    /**
     * @param packets the counter before the rule, if any; else the one that {@code -c} gives in it
     */
    SavedRule read(OptionalLong packets, OptionalLong bytes) {
        OptionalLong metPackets = packets;
        OptionalLong metBytes = bytes;
        while (at < words.size()) {
            boolean negated = words.get(at).equals("!");
            at += negated ? 1 : 0;
            String option = next();
            if (option.equals("-c")) {
                metPackets = LineTokens.integer(next());
                metBytes = LineTokens.integer(next());
            } else {
                option(option, negated);
            }
        }
        return new SavedRule(chain, spec, conditions, target, goTo, to, metPackets, metBytes);
    }

    private void option(String option, boolean negated) {
        String key = KEYS.get(option);
        if (option.equals("-j") || option.equals("-g")) {
            target = Optional.of(next());
            goTo = option.equals("-g");
        } else if (target.isPresent()) {
            to = LEADS_TO.contains(option) ? Optional.of(next()) : to;
        } else if (option.equals("-m")) {
            at++;
        } else if (key != null) {
            String value = next();
            conditions.add(
                    new RuleCondition(key, negated, key.equals("ct-state") ? value.toLowerCase(Locale.ROOT) : value));
        } else if (!option.isEmpty()) {
            StringBuilder text = new StringBuilder(option);
            while (at < words.size()
                    && !words.get(at).startsWith("-")
                    && !words.get(at).equals("!")) {
                text.append(' ').append(next());
            }
            conditions.add(new RuleCondition(RuleCondition.OTHER, negated, text.toString()));
        }
    }

    private String next() {
        return at < words.size() ? words.get(at++) : "";
    }

    /**
     * Splits into words. Within double quotes, blanks belong to the word and a backslash escapes the next character.
     */
    private static List<String> quoted(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inside = false;
        boolean begun = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && inside && i + 1 < line.length()) {
                word.append(line.charAt(++i));
            } else if (c == '"') {
                inside = !inside;
                begun = true;
            } else if (Character.isWhitespace(c) && !inside) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
