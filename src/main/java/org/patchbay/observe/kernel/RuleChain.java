package org.patchbay.observe.kernel;

import java.util.List;

/**
 * A chain of rules (nft(8)). Immutable.
 *
 * @param type {@code filter}, {@code nat} or {@code route}; empty for a user-defined chain
 * @param hook {@code prerouting}, {@code input}, {@code forward}, {@code output} or {@code postrouting}; empty likewise
 * @param priority chains of one hook run from the lowest; 0 for a chain without a hook
 * @param policy {@code accept} or {@code drop}; empty for a chain without a hook
 * @param rules in order
 */
public record RuleChain(String name, String type, String hook, int priority, String policy, List<Rule> rules) {
    public RuleChain {
        rules = List.copyOf(rules);
    }
}
