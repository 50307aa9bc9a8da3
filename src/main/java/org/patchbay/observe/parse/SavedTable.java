package org.patchbay.observe.parse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table as {@code iptables-save} or {@code iptables -S} print it.
 *
 * @param table {@code filter}, {@code nat} …; empty for {@code -S}, which does not print it
 */
public record SavedTable(Optional<String> table, List<Chain> chains, List<SavedRule> rules) implements Row {
    /** A chain; user-defined ones have no policy. */
    public record Chain(String name, Optional<String> policy) {}

    public SavedTable {
        chains = List.copyOf(chains);
        rules = List.copyOf(rules);
    }

    @Override
    public Map<String, Object> columns() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Chain chain : chains) {
            Map<String, Object> columns = new LinkedHashMap<>();
            columns.put("name", chain.name());
            columns.put("policy", chain.policy().orElse(null));
            all.add(columns);
        }
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("table", table.orElse(null));
        columns.put("chains", all);
        columns.put("rules", rules.stream().map(SavedRule::columns).toList());
        return columns;
    }
}
