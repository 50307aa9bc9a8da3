package org.patchbay.check.packet;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.patchbay.observe.kernel.Rule;
import org.patchbay.observe.kernel.RuleAction;
import org.patchbay.observe.kernel.RuleChain;
import org.patchbay.observe.kernel.RuleTable;

/**
 * Evaluates a packet in a chain of rules and the chains it jumps to (iptables(8), nft(8)). If a rule's match is
 * unknown, both branches are followed, so several results are possible.
 */
final class ChainWalk {
    /** More than the kernel's limit for nested chains (NFT_JUMP_STACK_SIZE is 16). */
    private static final int DEEPEST = 32;

    private static final int MOST_RULES = 100_000;

    private final RuleTable table;
    private final HookContext hookContext;
    private Optional<Rule> unsure = Optional.empty();
    private int rules;

    ChainWalk(RuleTable table, HookContext hookContext) {
        this.table = table;
        this.hookContext = hookContext;
    }

    /** The possible results of a base chain. Never empty. */
    Set<ChainResult> fates(RuleChain chain) {
        Set<ChainResult> chainResults = new LinkedHashSet<>(through(chain, 0));
        if (chainResults.remove(new ChainResult.Returned())) {
            chainResults.add(
                    chain.policy().equals("drop")
                            ? new ChainResult.Stopped(table, chain, Optional.empty())
                            : new ChainResult.Accepted());
        }
        return chainResults;
    }

    /** A rule whose match is unknown, if there was one. */
    Optional<Rule> unsure() {
        return unsure;
    }

    private Set<ChainResult> through(RuleChain chain, int depth) {
        Set<ChainResult> chainResults = new LinkedHashSet<>();
        for (Rule rule : chain.rules()) {
            Ternary meets = hookContext.meets(rule);
            if (meets == Ternary.NO) {
                continue;
            }
            if (depth > DEEPEST || rules++ > MOST_RULES) {
                unsure = unsure.or(() -> Optional.of(rule));
                chainResults.add(new ChainResult.Unclear(rule));
                return chainResults;
            }
            Set<ChainResult> effect = effect(chain, rule, depth);
            if (meets == Ternary.UNKNOWN && !effect.isEmpty()) {
                unsure = unsure.or(() -> Optional.of(rule));
            }
            boolean jump = rule.action().kind() == RuleAction.Kind.JUMP;
            boolean comesBack = effect.isEmpty() || jump && effect.contains(new ChainResult.Returned());
            effect.stream()
                    .filter(chainResult -> !jump || !(chainResult instanceof ChainResult.Returned))
                    .forEach(chainResults::add);
            if (meets == Ternary.YES && !comesBack) {
                return chainResults;
            }
        }
        chainResults.add(new ChainResult.Returned());
        return chainResults;
    }

    /** The results of a matching rule; empty for one that only counts, logs or marks. */
    private Set<ChainResult> effect(RuleChain chain, Rule rule, int depth) {
        return switch (rule.action().kind()) {
            case NONE -> Set.of();
            case ACCEPT -> Set.of(new ChainResult.Accepted());
            case DROP, REJECT -> Set.of(new ChainResult.Stopped(table, chain, Optional.of(rule)));
            case RETURN -> Set.of(new ChainResult.Returned());
            case JUMP, GOTO ->
                table.chains().stream()
                        .filter(target -> target.name().equals(rule.action().argument()))
                        .findFirst()
                        .map(target -> through(target, depth + 1))
                        .orElseGet(() -> unclear(rule));
            case DNAT, SNAT, MASQUERADE, REDIRECT -> Set.of(new ChainResult.Translated(table, chain, rule));
            case OTHER -> unclear(rule);
        };
    }

    private Set<ChainResult> unclear(Rule rule) {
        unsure = unsure.or(() -> Optional.of(rule));
        return Set.of(new ChainResult.Unclear(rule));
    }
}
