package org.patchbay.observe.parse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.patchbay.observe.kernel.RuleCondition;

/**
 * A rule as written by {@code iptables-save}.
 *
 * @param spec all after the chain's name, as written
 * @param conditions its matches, as far as they are understood
 * @param target of {@code -j} or {@code -g}; empty for a rule that only counts
 * @param goTo whether it was {@code -g}
 * @param to the translated address of DNAT, SNAT, REDIRECT or MASQUERADE
 * @param packets with {@code -c} or {@code -v}
 * @param bytes likewise
 */
public record SavedRule(
        String chain,
        String spec,
        List<RuleCondition> conditions,
        Optional<String> target,
        boolean goTo,
        Optional<String> to,
        OptionalLong packets,
        OptionalLong bytes) {
    public SavedRule {
        conditions = List.copyOf(conditions);
    }

    /** In a condition's key {@code _} replaces {@code -}; a negated value begins with {@code !}. */
    Map<String, Object> columns() {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("chain", chain);
        columns.put("spec", spec);
        List<Object> others = new ArrayList<>();
        for (RuleCondition condition : conditions) {
            String value = (condition.negated() ? "!" : "") + condition.value();
            if (condition.key().equals(RuleCondition.OTHER)) {
                others.add(value);
            } else {
                columns.put(condition.key().replace('-', '_'), value);
            }
        }
        if (!others.isEmpty()) {
            columns.put("other", others);
        }
        columns.put("target", target.orElse(null));
        if (goTo) {
            columns.put("goto", true);
        }
        to.ifPresent(value -> columns.put("to", value));
        packets.ifPresent(value -> columns.put("packets", value));
        bytes.ifPresent(value -> columns.put("bytes", value));
        return columns;
    }
}
