package org.patchbay.check.rules;

import java.util.Optional;
import org.patchbay.observe.kernel.RuleCondition;

/**
 * One thing that a rule asks, in the one way to write it.
 *
 * @param negated whether it asks for the contrary
 */
public record MatchCondition(RulePart part, boolean negated, String value) {
    /** Reads what a lesson writes, {@code 10.0.0.0/8} or {@code !br0}; empty for what can't be asked. */
    public static Optional<MatchCondition> of(RulePart part, String written) {
        String text = written.strip();
        boolean negated = text.startsWith("!");
        return RuleNormalizer.of(part, negated ? text.substring(1) : text)
                .map(value -> new MatchCondition(part, negated, value));
    }

    /** Empty for what was not understood. */
    static Optional<MatchCondition> of(RuleCondition condition) {
        return RulePart.of(condition.key())
                .flatMap(part -> RuleNormalizer.of(part, condition.value())
                        .map(value -> new MatchCondition(part, condition.negated(), value)));
    }

    /** Whether every packet of a family is so: nftables says by that, in a table of both, which of them it means. */
    public boolean everyOf(boolean v6) {
        return !negated
                && (part == RulePart.SOURCE || part == RulePart.DESTINATION)
                && value.endsWith("/0")
                && v6 == value.indexOf(':') >= 0;
    }

    /** {@code !br0}. */
    public String text() {
        return (negated ? "!" : "") + value;
    }
}
