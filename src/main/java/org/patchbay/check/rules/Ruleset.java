package org.patchbay.check.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.patchbay.observe.kernel.Rule;
import org.patchbay.observe.kernel.RuleAction;
import org.patchbay.observe.kernel.RuleChain;
import org.patchbay.observe.kernel.RuleTable;

/**
 * The rules of one namespace and family, by hook: an nftables chain at the forward hook counts as FORWARD, whatever its
 * name.
 */
public record Ruleset(List<RuleTable> tables, boolean v6) {
    /** The base chains, with iptables' names. */
    public static final List<String> HOOKS = List.of("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING");

    private static final int LIMIT = 10_000;
    private static final int DEPTH = 8;

    /** A chain with its table. */
    public record TableChain(RuleTable table, RuleChain chain) {}

    public static Ruleset of(List<RuleTable> all, boolean v6) {
        return new Ruleset(
                all.stream()
                        .filter(table ->
                                table.family().equals("inet") || table.family().equals(v6 ? "ip6" : "ip"))
                        .toList(),
                v6);
    }

    public List<TableChain> all() {
        return tables.stream()
                .flatMap(table -> table.chains().stream().map(chain -> new TableChain(table, chain)))
                .toList();
    }

    /** The chains that a table and chain of iptables refer to. */
    public List<TableChain> places(String table, String chain) {
        return all().stream()
                .filter(place -> named(place, table, chain) || asked(place, table, chain))
                .toList();
    }

    private static boolean named(TableChain place, String table, String chain) {
        return place.table().name().equals(table) && place.chain().name().equals(chain);
    }

    private static boolean asked(TableChain place, String table, String chain) {
        return HOOKS.contains(chain)
                && place.chain().hook().equals(chain.toLowerCase(Locale.ROOT))
                && place.chain().type().equals(table)
                && !Set.of("raw", "mangle", "security").contains(place.table().name());
    }

    /** The rules applied to a packet in these chains, including those of chains that they jump to. */
    public List<FoundRule> rules(List<TableChain> places) {
        List<FoundRule> found = new ArrayList<>();
        for (TableChain place : places) {
            collect(place.table(), place.chain(), Optional.empty(), new HashSet<>(), found);
        }
        return found;
    }

    private void collect(
            RuleTable table, RuleChain chain, Optional<FoundRule> jump, Set<String> above, List<FoundRule> found) {
        if (above.size() >= DEPTH || !above.add(chain.name())) {
            return;
        }
        for (Rule rule : chain.rules()) {
            if (found.size() >= LIMIT) {
                break;
            }
            FoundRule here = FoundRule.of(table, chain, rule, jump, v6);
            found.add(here);
            RuleAction.Kind kind = rule.action().kind();
            if (kind == RuleAction.Kind.JUMP || kind == RuleAction.Kind.GOTO) {
                table.chains().stream()
                        .filter(other -> other.name().equals(rule.action().argument()))
                        .forEach(other -> collect(table, other, Optional.of(here), above, found));
            }
        }
        above.remove(chain.name());
    }
}
