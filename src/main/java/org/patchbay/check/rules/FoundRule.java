package org.patchbay.check.rules;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.patchbay.observe.kernel.Rule;
import org.patchbay.observe.kernel.RuleAction;
import org.patchbay.observe.kernel.RuleChain;
import org.patchbay.observe.kernel.RuleCondition;
import org.patchbay.observe.kernel.RuleTable;

/**
 * A rule with its table and chain.
 *
 * @param matchConditions all its matches, including those of the jump to its chain
 * @param clear whether all matches were understood
 */
public record FoundRule(
        RuleTable table, RuleChain chain, Rule rule, Set<MatchCondition> matchConditions, boolean clear) {
    private static final String COMMENT = "comment";
    private static final Comparator<MatchCondition> BY_PART = Comparator.comparing(MatchCondition::part)
            .thenComparing(MatchCondition::value)
            .thenComparing(MatchCondition::negated);

    public static FoundRule of(RuleTable table, RuleChain chain, Rule rule, Optional<FoundRule> jump, boolean v6) {
        Set<MatchCondition> matchConditions =
                new HashSet<>(jump.map(FoundRule::matchConditions).orElse(Set.of()));
        boolean clear = jump.map(FoundRule::clear).orElse(true);
        for (RuleCondition condition : rule.conditions()) {
            Optional<MatchCondition> matchCondition = MatchCondition.of(condition);
            matchCondition.filter(one -> !one.everyOf(v6)).ifPresent(matchConditions::add);
            clear &= matchCondition.isPresent() || condition.key().equals(COMMENT);
        }
        return new FoundRule(table, chain, rule, Set.copyOf(matchConditions), clear);
    }

    /** Whether it has this action; no target accepts any. */
    public boolean does(Optional<RuleTarget> target, Optional<String> to) {
        RuleAction action = rule.action();
        return target.map(wanted -> wanted.name().equals(action.kind().name())).orElse(true)
                && to.map(wanted -> destination(wanted).equals(destination(action.argument())))
                        .orElse(true);
    }

    /** {@code 8080} and {@code :8080} are the same. */
    private static String destination(String text) {
        return text.startsWith(":") ? text.substring(1) : text;
    }

    /** {@code dnat 10.0.0.2:80}. */
    public String action() {
        RuleAction action = rule.action();
        String kind = action.kind().name().toLowerCase(Locale.ROOT);
        return action.argument().isEmpty() ? kind : kind + " " + action.argument();
    }

    /** {@code nat POSTROUTING}. */
    public String place() {
        String family = table.family().equals("ip") ? "" : table.family() + " ";
        return family + table.name() + " " + chain.name();
    }

    public List<MatchCondition> missing(Set<MatchCondition> wanted) {
        return wanted.stream()
                .filter(matchCondition -> !matchConditions.contains(matchCondition))
                .sorted(BY_PART)
                .toList();
    }

    public List<MatchCondition> beyond(Set<MatchCondition> wanted, Set<RulePart> may) {
        return matchConditions.stream()
                .filter(matchCondition -> !wanted.contains(matchCondition) && !may.contains(matchCondition.part()))
                .sorted(BY_PART)
                .toList();
    }
}
