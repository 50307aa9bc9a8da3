package org.patchbay.observe.kernel;

import java.util.List;

/**
 * One rule: what a packet must be like, and what then becomes of it. Immutable.
 *
 * @param conditions all of them must hold; one of the key {@link RuleCondition#OTHER} says that there is something that was
 *     not understood
 * @param packets how many it has met; 0 where nobody counts
 * @param bytes likewise
 * @param text as iptables-save(8) would write it, such as {@code -A FORWARD -i br0 -j DROP}; as nft(8) would in tables that
 *     iptables doesn't know
 */
public record Rule(List<RuleCondition> conditions, RuleAction action, long packets, long bytes, String text) {
    public Rule {
        conditions = List.copyOf(conditions);
    }

    /** Whether all of what it asks of a packet was understood. */
    public boolean understood() {
        return conditions.stream().noneMatch(condition -> condition.key().equals(RuleCondition.OTHER));
    }
}
