package org.patchbay.observe.parse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A chain as {@code iptables -L} prints it (iptables(8)).
 *
 * @param policy {@code ACCEPT} or {@code DROP}; empty for a user-defined chain
 * @param packets how many met the policy, with {@code -v}; rounded if printed as {@code 12K}
 * @param bytes likewise
 */
public record IptablesChain(
        String chain, Optional<String> policy, OptionalLong packets, OptionalLong bytes, List<IptablesRule> rules)
        implements Row {
    public IptablesChain {
        rules = List.copyOf(rules);
    }

    @Override
    public Map<String, Object> columns() {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("chain", chain);
        policy.ifPresent(value -> columns.put("default_policy", value));
        packets.ifPresent(value -> columns.put("default_packets", value));
        bytes.ifPresent(value -> columns.put("default_bytes", value));
        columns.put("rules", rules.stream().map(IptablesRule::columns).toList());
        return columns;
    }
}
