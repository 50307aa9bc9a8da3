package org.patchbay.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patchbay.observe.Namespace;
import org.patchbay.observe.RuleTable;
import org.patchbay.observe.Tool;

/**
 * A row of iproute2 or iptables, held against what the kernel says. What a snapshot could not tell denies nothing.
 *
 * @param row what was printed, by member of the JSON
 */
record KernelListing(Map<String, Cell> row, Namespace here) {
    private static final int MAIN_TABLE = 254;

    /** Whether the kernel says otherwise. */
    boolean denied(Tool tool, List<String> argv) {
        return switch (tool) {
            case IP_LINK, IP_ADDRESS, BRIDGE_LINK -> noDevice("ifname") || addressDenied();
            case IP_ROUTE -> noDevice("dev") || !argv.contains("get") && routeDenied();
            case IP_NEIGH -> noDevice("dev") || neighbourDenied();
            case BRIDGE_FDB -> noDevice("ifname") || learnedDenied();
            case IPTABLES -> chainDenied();
            case IPTABLES_SAVE -> tableDenied();
            case ROUTE, ARP, IFCONFIG, PING, TCPDUMP -> false;
        };
    }

    private boolean noDevice(String member) {
        return text(member).filter(name -> here.link(name).isEmpty()).isPresent();
    }

    /** An address among {@code addr_info} that no device of the namespace has. */
    private boolean addressDenied() {
        return row.get("addr_info") instanceof Cell.Has(String part)
                && Prefix.parse(part).isPresent()
                && text("ifname").isPresent()
                && here.addresses(text("ifname").get()).stream()
                        .noneMatch(own -> own.address().equals(part));
    }

    private boolean routeDenied() {
        Optional<String> destination = text("dst");
        if (destination.isEmpty() || row.containsKey("table") || row.containsKey("type")) {
            return false;
        }
        return here.routes().stream()
                .filter(route -> route.table() == MAIN_TABLE)
                .filter(route -> text("dev")
                        .filter(device -> !device.equals(route.device()))
                        .isEmpty())
                .noneMatch(route -> same(destination.get(), route.destination()));
    }

    /** iproute2 says default for the prefix that holds all, and leaves out the length of one that holds one. */
    private static boolean same(String printed, String destination) {
        return Prefix.parse(destination)
                .filter(prefix -> printed.equals("default")
                        ? prefix.length() == 0
                        : Prefix.parse(printed).filter(prefix::equals).isPresent())
                .isPresent();
    }

    /** Entries of the table come and go by themselves: only one that says otherwise is a contradiction. */
    private boolean neighbourDenied() {
        return row.containsKey("lladdr")
                && here.neighbours().stream()
                        .filter(entry ->
                                text("dst").filter(entry.address()::equals).isPresent())
                        .filter(entry -> text("dev")
                                .filter(device -> !device.equals(entry.device()))
                                .isEmpty())
                        .anyMatch(
                                entry -> !row.get("lladdr").matches(entry.mac().isEmpty() ? null : entry.mac()));
    }

    /** Behind another port than was printed. */
    private boolean learnedDenied() {
        return here.bridges()
                .filter(_ -> text("ifname").isPresent())
                .map(bridges -> bridges.stream()
                        .flatMap(bridge -> bridge.fdb().stream())
                        .filter(entry -> text("mac")
                                .filter(entry.mac()::equalsIgnoreCase)
                                .isPresent())
                        .toList())
                .filter(entries -> !entries.isEmpty()
                        && entries.stream()
                                .noneMatch(entry -> text("ifname")
                                        .filter(entry.device()::equals)
                                        .isPresent()))
                .isPresent();
    }

    private boolean chainDenied() {
        Optional<String> chain = text("chain");
        Optional<String> policy = text("default_policy");
        return policy.isPresent()
                && here.rules()
                        .filter(tables -> tables.stream()
                                .flatMap(table -> table.chains().stream())
                                .filter(one -> chain.filter(one.name()::equals).isPresent())
                                .anyMatch(one -> !one.policy().isEmpty()))
                        .filter(tables -> tables.stream()
                                .flatMap(table -> table.chains().stream())
                                .filter(one -> chain.filter(one.name()::equals).isPresent())
                                .noneMatch(one -> one.policy().equalsIgnoreCase(policy.get())))
                        .isPresent();
    }

    private boolean tableDenied() {
        return text("table")
                .flatMap(name -> here.rules()
                        .filter(tables -> tables.stream().map(RuleTable::name).noneMatch(name::equals)))
                .isPresent();
    }

    private Optional<String> text(String member) {
        return Optional.ofNullable(row.get(member))
                .filter(Cell.Is.class::isInstance)
                .map(Cell::text);
    }
}
