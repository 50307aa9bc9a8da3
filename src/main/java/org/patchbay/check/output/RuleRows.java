package org.patchbay.check.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.patchbay.check.verdict.Prefix;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Rule;
import org.patchbay.observe.kernel.RuleAction;
import org.patchbay.observe.kernel.RuleChain;
import org.patchbay.observe.kernel.RuleTable;

/** The rows that iptables 1.8 over nf_tables prints for a namespace: chains, policies, and the names in their rules. */
final class RuleRows {
    private static final List<String> TABLES = List.of("filter", "nat", "mangle", "raw", "security");
    private static final List<String> BUILT_IN = List.of("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING");

    private RuleRows() {}

    /** A row for each chain of {@code -L}; empty if the rules could not be read. */
    static Optional<List<ExpectedRow>> listed(Namespace here, List<String> argv) {
        String name = table(argv);
        return tables(here, argv).map(tables -> {
            List<RuleChain> chains = tables.stream()
                    .filter(table -> table.name().equals(name))
                    .flatMap(table -> table.chains().stream())
                    .toList();
            List<ExpectedRow> rows = new ArrayList<>(
                    chains.stream().map(chain -> listed(chain.name(), chain)).toList());
            // A built-in chain is printed as empty even if it does not exist yet.
            BUILT_IN.stream()
                    .filter(known ->
                            chains.stream().noneMatch(chain -> chain.name().equals(known)))
                    .forEach(known -> rows.add(new ExpectedRow()
                            .is("chain", known)
                            .is("default_policy", "ACCEPT")
                            .is("rules", List.of())));
            return rows;
        });
    }

    private static ExpectedRow listed(String name, RuleChain chain) {
        return new ExpectedRow()
                .is("chain", name)
                .is("default_policy", policy(chain))
                .where("rules", cell -> has(cell, chain.rules().stream()));
    }

    /** A row for each table of {@code iptables-save}; empty if the rules could not be read. */
    static Optional<List<ExpectedRow>> saved(Namespace here, List<String> argv) {
        boolean named = argv.stream().anyMatch(word -> word.startsWith("-t") || word.startsWith("--table"));
        boolean list = argv.isEmpty() || !argv.getFirst().endsWith("-save");
        return tables(here, argv)
                .map(tables -> tables.stream()
                        .filter(table ->
                                named || list ? table.name().equals(table(argv)) : TABLES.contains(table.name()))
                        // -S does not print the table's name.
                        .map(table -> new ExpectedRow()
                                .is("table", list ? null : table.name())
                                .where(
                                        "rules",
                                        cell -> has(
                                                cell,
                                                table.chains().stream().flatMap(chain -> chain.rules().stream()))))
                        .toList());
    }

    private static Optional<List<RuleTable>> tables(Namespace here, List<String> argv) {
        String family = !argv.isEmpty() && argv.getFirst().contains("ip6tables") ? "ip6" : "ip";
        return here.rules()
                .map(tables -> tables.stream()
                        .filter(table -> !table.legacy() && table.family().equals(family))
                        .toList());
    }

    private static String table(List<String> argv) {
        List<String> given = argv.subList(Math.min(1, argv.size()), argv.size());
        return Arguments.value(given, "-t")
                .or(() -> Arguments.value(given, "--table"))
                .orElse("filter");
    }

    private static String policy(RuleChain chain) {
        return chain.policy().isEmpty() ? null : chain.policy().toUpperCase(Locale.ROOT);
    }

    /** Whether the cell matches targets and addresses; other text is not compared, because it differs between tools. */
    private static boolean has(Cell cell, Stream<Rule> rules) {
        return switch (cell) {
            case Cell.Has(String part) -> {
                boolean target = part.chars().allMatch(c -> Character.isUpperCase(c) || c == '-' || c == '_');
                boolean address = Prefix.parse(part).isPresent();
                yield !target && !address
                        || rules.anyMatch(rule -> target(rule.action()).equals(part)
                                || (rule.text() + " ").contains("-j " + part + " ")
                                || rule.conditions().stream().anyMatch(one -> address && same(part, one.value())));
            }
            case Cell.Is _, Cell.Missing _, Cell.AtLeast _, Cell.AtMost _ -> true;
        };
    }

    private static boolean same(String printed, String value) {
        return Prefix.parse(value)
                .filter(prefix -> Prefix.parse(printed).filter(prefix::equals).isPresent())
                .isPresent();
    }

    private static String target(RuleAction action) {
        return switch (action.kind()) {
            case JUMP, GOTO, OTHER -> action.argument();
            case ACCEPT, DROP, REJECT, RETURN, DNAT, SNAT, MASQUERADE, REDIRECT, NONE ->
                action.kind().name();
        };
    }
}
