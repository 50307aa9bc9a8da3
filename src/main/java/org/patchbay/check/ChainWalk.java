package org.patchbay.check;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.patchbay.observe.Rule;
import org.patchbay.observe.RuleAction;
import org.patchbay.observe.RuleChain;
import org.patchbay.observe.RuleTable;

/**
 * Takes a packet through a chain of rules, and the chains that it jumps to (iptables(8), nft(8)). Where nobody can tell
 * whether a rule's conditions hold, both ways are gone: several fates can come out.
 */
final class ChainWalk {
    /** Deeper than the kernel lets chains be nested (NFT_JUMP_STACK_SIZE is 16). */
    private static final int DEEPEST = 32;

    private static final int MOST_RULES = 100_000;

    private final RuleTable table;
    private final Crossing crossing;
    private Optional<Rule> unsure = Optional.empty();
    private int rules;

    ChainWalk(RuleTable table, Crossing crossing) {
        this.table = table;
        this.crossing = crossing;
    }

    /** The fates that are possible in a chain that has a hook. Never empty. */
    Set<Fate> fates(RuleChain chain) {
        Set<Fate> fates = new LinkedHashSet<>(through(chain, 0));
        if (fates.remove(new Fate.Returned())) {
            fates.add(
                    chain.policy().equals("drop")
                            ? new Fate.Stopped(table, chain, Optional.empty())
                            : new Fate.Accepted());
        }
        return fates;
    }

    /** A rule of which nobody can tell whether the packet meets it, if there was one. */
    Optional<Rule> unsure() {
        return unsure;
    }

    private Set<Fate> through(RuleChain chain, int depth) {
        Set<Fate> fates = new LinkedHashSet<>();
        for (Rule rule : chain.rules()) {
            Holds meets = crossing.meets(rule);
            if (meets == Holds.NO) {
                continue;
            }
            if (depth > DEEPEST || rules++ > MOST_RULES) {
                unsure = unsure.or(() -> Optional.of(rule));
                fates.add(new Fate.Unclear(rule));
                return fates;
            }
            Set<Fate> effect = effect(chain, rule, depth);
            if (meets == Holds.UNKNOWN && !effect.isEmpty()) {
                unsure = unsure.or(() -> Optional.of(rule));
            }
            boolean jump = rule.action().kind() == RuleAction.Kind.JUMP;
            boolean comesBack = effect.isEmpty() || jump && effect.contains(new Fate.Returned());
            effect.stream()
                    .filter(fate -> !jump || !(fate instanceof Fate.Returned))
                    .forEach(fates::add);
            if (meets == Holds.YES && !comesBack) {
                return fates;
            }
        }
        fates.add(new Fate.Returned());
        return fates;
    }

    /** Empty for a rule that only counts, logs or marks. */
    private Set<Fate> effect(RuleChain chain, Rule rule, int depth) {
        return switch (rule.action().kind()) {
            case NONE -> Set.of();
            case ACCEPT -> Set.of(new Fate.Accepted());
            case DROP, REJECT -> Set.of(new Fate.Stopped(table, chain, Optional.of(rule)));
            case RETURN -> Set.of(new Fate.Returned());
            case JUMP, GOTO ->
                table.chains().stream()
                        .filter(target -> target.name().equals(rule.action().argument()))
                        .findFirst()
                        .map(target -> through(target, depth + 1))
                        .orElseGet(() -> unclear(rule));
            case DNAT, SNAT, MASQUERADE, REDIRECT -> Set.of(new Fate.Translated(table, chain, rule));
            case OTHER -> unclear(rule);
        };
    }

    private Set<Fate> unclear(Rule rule) {
        unsure = unsure.or(() -> Optional.of(rule));
        return Set.of(new Fate.Unclear(rule));
    }
}
