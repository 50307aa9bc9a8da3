package org.patchbay.check;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.patchbay.observe.Rule;
import org.patchbay.observe.RuleAction;
import org.patchbay.observe.RuleChain;
import org.patchbay.observe.RuleCondition;
import org.patchbay.observe.RuleTable;

/**
 * A rule where it stands.
 *
 * @param asks all that a packet must be like to be met by it, on the way to its chain too
 * @param clear whether nothing that it asks was beyond understanding
 */
record FoundRule(RuleTable table, RuleChain chain, Rule rule, Set<Ask> asks, boolean clear) {
    private static final String COMMENT = "comment";
    private static final Comparator<Ask> BY_PART =
            Comparator.comparing(Ask::part).thenComparing(Ask::value).thenComparing(Ask::negated);

    static FoundRule of(RuleTable table, RuleChain chain, Rule rule, Optional<FoundRule> jump, boolean v6) {
        Set<Ask> asks = new HashSet<>(jump.map(FoundRule::asks).orElse(Set.of()));
        boolean clear = jump.map(FoundRule::clear).orElse(true);
        for (RuleCondition condition : rule.conditions()) {
            Optional<Ask> ask = Ask.of(condition);
            ask.filter(one -> !one.everyOf(v6)).ifPresent(asks::add);
            clear &= ask.isPresent() || condition.key().equals(COMMENT);
        }
        return new FoundRule(table, chain, rule, Set.copyOf(asks), clear);
    }

    /** Whether this becomes of a packet; anything will do where nothing is wanted. */
    boolean does(Optional<RuleTarget> target, Optional<String> to) {
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
    String action() {
        RuleAction action = rule.action();
        String kind = action.kind().name().toLowerCase(Locale.ROOT);
        return action.argument().isEmpty() ? kind : kind + " " + action.argument();
    }

    /** {@code nat POSTROUTING}. */
    String place() {
        String family = table.family().equals("ip") ? "" : table.family() + " ";
        return family + table.name() + " " + chain.name();
    }

    List<Ask> missing(Set<Ask> wanted) {
        return wanted.stream()
                .filter(ask -> !asks.contains(ask))
                .sorted(BY_PART)
                .toList();
    }

    List<Ask> beyond(Set<Ask> wanted, Set<RulePart> may) {
        return asks.stream()
                .filter(ask -> !wanted.contains(ask) && !may.contains(ask.part()))
                .sorted(BY_PART)
                .toList();
    }
}
