package org.patchbay.check.rules;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.ToolText;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.RuleChain;
import org.patchbay.observe.kernel.RuleTable;

/** Formats rules and policies as iptables-save(8) prints them, or nft(8) where iptables doesn't show them. */
public final class RuleText {
    private static final Set<String> KNOWN = Set.of("filter", "nat", "mangle", "raw", "security");

    private RuleText() {}

    /** A rule as its tool prints it. */
    public static Quote rule(Namespace namespace, FoundRule found) {
        return new Quote(
                ToolText.source(namespace, list(found.table(), found.chain())),
                found.rule().text());
    }

    /** A chain's policy, likewise. */
    public static Quote policy(Namespace namespace, RuleTable table, RuleChain chain) {
        String text = iptables(table)
                ? "-P " + chain.name() + " " + chain.policy().toUpperCase(Locale.ROOT)
                : "type " + chain.type() + " hook " + chain.hook() + " priority " + chain.priority() + "; policy "
                        + chain.policy() + ";";
        return new Quote(ToolText.source(namespace, list(table, chain)), text);
    }

    /** A command that lists these chains; everything if iptables alone would not show all. */
    public static String list(String table, String chain, List<Ruleset.TableChain> places) {
        if (places.size() == 1) {
            return list(places.getFirst().table(), places.getFirst().chain());
        }
        return places.stream().allMatch(place -> iptables(place.table()))
                ? "iptables -t " + table + " -S " + chain
                : "nft list ruleset";
    }

    /** {@code FORWARD}, or {@code ns1/FORWARD} outside the namespace the machine booted with. */
    public static String name(Namespace namespace, RuleChain chain) {
        return namespace.init() ? chain.name() : InNamespace.name(namespace) + "/" + chain.name();
    }

    /** A command that lists a chain. */
    public static String list(RuleTable table, RuleChain chain) {
        return iptables(table)
                ? tool(table) + " -t " + table.name() + " -S " + chain.name()
                : "nft list chain " + table.family() + " " + table.name() + " " + chain.name();
    }

    private static String tool(RuleTable table) {
        String tool = table.family().equals("ip6") ? "ip6tables" : "iptables";
        return table.legacy() ? tool + "-legacy" : tool;
    }

    private static boolean iptables(RuleTable table) {
        boolean family = table.family().equals("ip") || table.family().equals("ip6");
        boolean upper = table.chains().stream()
                .filter(chain -> !chain.hook().isEmpty())
                .allMatch(chain -> Ruleset.HOOKS.contains(chain.name()));
        return table.legacy() || family && KNOWN.contains(table.name()) && upper;
    }
}
