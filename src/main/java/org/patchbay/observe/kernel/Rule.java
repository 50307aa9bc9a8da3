package org.patchbay.observe.kernel;

import java.util.List;

/**
 * A packet filter rule. Immutable.
 *
 * @param conditions all must match; one with the key {@link RuleCondition#OTHER} was not understood
 * @param packets how many it has matched; 0 without counters
 * @param bytes likewise
 * @param text as iptables-save(8) writes it, such as {@code -A FORWARD -i br0 -j DROP}; as nft(8) does in tables that
 *     iptables doesn't know
 */
public record Rule(List<RuleCondition> conditions, RuleAction action, long packets, long bytes, String text) {
    public Rule {
        conditions = List.copyOf(conditions);
    }

    /** Whether all its conditions are understood. */
    public boolean understood() {
        return conditions.stream().noneMatch(condition -> condition.key().equals(RuleCondition.OTHER));
    }
}
