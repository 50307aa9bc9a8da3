package org.patchbay.author;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Rule;
import org.patchbay.observe.kernel.RuleChain;
import org.patchbay.observe.kernel.RuleTable;

/**
 * What makes a namespace's rules again what they were: tables that have come are deleted, tables of iptables that were
 * changed are written anew.
 */
final class RuleRestoration {
    /** Tables of iptables(8), as nftables holds them. */
    private static final Set<String> IPTABLES = Set.of("filter", "nat", "mangle", "raw", "security");

    private RuleRestoration() {}

    /** None if a table was changed that can't be written anew. */
    static Optional<List<String>> commands(Namespace was, Namespace now) {
        List<String> commands = new ArrayList<>();
        List<RuleTable> old = was.rules().orElse(List.of());
        List<RuleTable> there = now.rules().orElse(List.of());
        for (RuleTable table : there) {
            if (find(old, table).isEmpty()) {
                if (table.legacy()) {
                    return Optional.empty();
                }
                commands.add("nft delete table " + table.family() + " " + table.name());
            }
        }
        for (RuleTable table : old) {
            Optional<RuleTable> same = find(there, table);
            if (same.isPresent() && lines(same.get()).equals(lines(table))) {
                continue;
            }
            if (!ofIptables(table)) {
                return Optional.empty();
            }
            commands.add("iptables-restore <<END\n" + String.join("\n", lines(table)) + "\nCOMMIT\nEND");
        }
        return Optional.of(commands);
    }

    private static Optional<RuleTable> find(List<RuleTable> tables, RuleTable like) {
        return tables.stream()
                .filter(one -> one.family().equals(like.family())
                        && one.name().equals(like.name())
                        && one.legacy() == like.legacy())
                .findFirst();
    }

    private static boolean ofIptables(RuleTable table) {
        return table.family().equals("ip")
                && !table.legacy()
                && IPTABLES.contains(table.name())
                && table.chains().stream()
                        .flatMap(chain -> chain.rules().stream())
                        .allMatch(rule -> rule.text().startsWith("-A ")
                                && rule.understood()
                                && rule.text().indexOf('\\') < 0
                                && rule.text().indexOf('$') < 0
                                && rule.text().indexOf('`') < 0);
    }

    /** As iptables-save(8) writes them. */
    private static List<String> lines(RuleTable table) {
        List<String> lines = new ArrayList<>();
        lines.add("*" + table.name());
        for (RuleChain chain : table.chains()) {
            lines.add(":" + chain.name() + " "
                    + (chain.policy().isEmpty() ? "-" : chain.policy().toUpperCase(Locale.ROOT)));
        }
        table.chains().stream()
                .flatMap(chain -> chain.rules().stream())
                .map(Rule::text)
                .forEach(lines::add);
        return lines;
    }
}
