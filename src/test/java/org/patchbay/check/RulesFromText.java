package org.patchbay.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.patchbay.observe.kernel.Rule;
import org.patchbay.observe.kernel.RuleAction;
import org.patchbay.observe.kernel.RuleChain;
import org.patchbay.observe.kernel.RuleCondition;
import org.patchbay.observe.kernel.RuleTable;

/** Makes a snapshot's rules of lines as iptables-save(8) writes them. */
public final class RulesFromText {
    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("-p", "protocol"),
            Map.entry("-s", "source"),
            Map.entry("-d", "destination"),
            Map.entry("-i", "in"),
            Map.entry("-o", "out"),
            Map.entry("--dport", "destination-port"),
            Map.entry("--sport", "source-port"),
            Map.entry("--ctstate", "ct-state"),
            Map.entry("--icmp-type", "icmp-type"),
            Map.entry("--dst-type", "destination-type"),
            Map.entry("--string", RuleCondition.OTHER));

    private RulesFromText() {}

    /** {@code -P CHAIN POLICY} and {@code -A CHAIN …} lines; a chain without a policy is one that others jump to. */
    public static RuleTable table(String family, String name, String... lines) {
        Map<String, String> policies = new LinkedHashMap<>();
        Map<String, List<Rule>> rules = new LinkedHashMap<>();
        for (String line : lines) {
            List<String> words = new ArrayList<>(Arrays.asList(line.split(" ")));
            rules.computeIfAbsent(words.get(1), chain -> new ArrayList<>());
            if (words.getFirst().equals("-P")) {
                policies.put(words.get(1), words.get(2).toLowerCase(Locale.ROOT));
            } else {
                rules.get(words.get(1)).add(rule(line, words.subList(2, words.size())));
            }
        }
        List<RuleChain> chains = new ArrayList<>();
        rules.forEach((chain, own) -> chains.add(chain(name, chain, policies.getOrDefault(chain, ""), own)));
        return new RuleTable(family, name, false, chains);
    }

    private static RuleChain chain(String table, String name, String policy, List<Rule> rules) {
        List<String> hooks = List.of("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING");
        if (!hooks.contains(name)) {
            return new RuleChain(name, "", "", 0, "", rules);
        }
        boolean nat = table.equals("nat");
        boolean early = name.equals("PREROUTING") || name.equals("OUTPUT");
        int priority = !nat ? 0 : early ? -100 : 100;
        return new RuleChain(
                name,
                nat ? "nat" : "filter",
                name.toLowerCase(Locale.ROOT),
                priority,
                policy.isEmpty() ? "accept" : policy,
                rules);
    }

    private static Rule rule(String line, List<String> words) {
        List<RuleCondition> conditions = new ArrayList<>();
        RuleAction.Kind kind = RuleAction.Kind.NONE;
        String argument = "";
        boolean negated = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            switch (word) {
                case "!" -> negated = true;
                case "-m" -> i++;
                case "-j" -> {
                    String target = words.get(++i);
                    boolean known = Arrays.stream(RuleAction.Kind.values())
                            .anyMatch(one -> one.name().equals(target));
                    kind = known ? RuleAction.Kind.valueOf(target) : RuleAction.Kind.JUMP;
                    argument = known ? "" : target;
                }
                case "--to-destination", "--to-source", "--to-ports" -> argument = words.get(++i);
                default -> {
                    conditions.add(new RuleCondition(KEYS.get(word), negated, words.get(++i)));
                    negated = false;
                }
            }
        }
        return new Rule(conditions, new RuleAction(kind, argument), 0, 0, line);
    }
}
