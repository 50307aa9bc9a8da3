package org.patchbay.check.rules;

import java.util.Optional;
import org.patchbay.observe.kernel.RuleCondition;

/**
 * One match of a rule, in normal form.
 *
 * @param negated whether it is inverted
 */
public record MatchCondition(RulePart part, boolean negated, String value) {
    /** Parses a lesson's notation, {@code 10.0.0.0/8} or {@code !br0}; empty for an invalid value. */
    public static Optional<MatchCondition> of(RulePart part, String written) {
        String text = written.strip();
        boolean negated = text.startsWith("!");
        return RuleNormalizer.of(part, negated ? text.substring(1) : text)
                .map(value -> new MatchCondition(part, negated, value));
    }

    /** Converts a kernel's condition; empty if it was not understood. */
    static Optional<MatchCondition> of(RuleCondition condition) {
        return RulePart.of(condition.key())
                .flatMap(part -> RuleNormalizer.of(part, condition.value())
                        .map(value -> new MatchCondition(part, condition.negated(), value)));
    }

    /** Whether it matches every packet of a family. nftables uses such a match to select a family in an inet table. */
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
