package org.patchbay.check.output;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.NamespaceStates.Moment;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.observe.parse.Tool;
import org.patchbay.observe.wire.Passages;

/**
 * Compares a printed row with the kernel's state at the time of the run. Root can print any text on a terminal, but the
 * row must agree with the kernel.
 *
 * @param row the relevant columns
 * @param here the namespace's current state
 */
public record KernelTables(Tool tool, Map<String, Cell> row, CommandLog log, Snapshot snapshot, Namespace here) {
    /** How long after a run a look still represents what the run saw, in seconds. */
    private static final double FRESH = 2;

    /** Likewise if the namespace has changed since the look before, possibly after the run. */
    private static final double FRESH_AMID_CHANGE = 0.25;

    /** The same for another row. */
    public KernelTables with(Map<String, Cell> other) {
        return new KernelTables(tool, other, log, snapshot, here);
    }

    /** Whether this run can have printed the row. */
    public Agreement of(ToolRun run) {
        if (tool == Tool.PING) {
            return log.passages().map(told -> answered(told, run)).orElse(Agreement.AGREES);
        }
        List<String> argv = run.execution().argv();
        double end = run.execution().endedAt().orElse(snapshot.takenAt());
        if (log.namespaceStates().isEmpty()) {
            // A saved text has no other evidence; for a run that has just ended, the current state is used.
            boolean fresh = snapshot.takenAt() >= end && snapshot.takenAt() - end <= FRESH;
            return fresh ? said(here, argv) : Agreement.AGREES;
        }
        if (run.execution().endedAt().isEmpty()) {
            return said(here, argv);
        }
        return log.namespaceStates()
                .flatMap(namespaceStates -> namespaceStates.of(run.execution()))
                .map(moment -> said(moment, end, argv))
                .orElse(Agreement.UNKNOWN);
    }

    /** Whether the kernel has the row now, in all columns known. */
    public boolean now(List<String> argv) {
        return rows(here, argv).stream()
                .flatMap(List::stream)
                .anyMatch(told -> told.tells(row.keySet()) && told.agrees(row));
    }

    /** Whether there was a look when this run had ended, or there is one now while it runs. */
    public boolean seen(ToolRun run) {
        return tool == Tool.PING
                || run.execution().endedAt().isEmpty()
                || log.namespaceStates()
                        .flatMap(namespaceStates -> namespaceStates.of(run.execution()))
                        .isPresent();
    }

    /** Whether the kernel had the row when this run ended, in all columns known. */
    public boolean then(ToolRun run) {
        if (run.execution().endedAt().isEmpty()) {
            return now(run.execution().argv());
        }
        return log.namespaceStates().flatMap(namespaceStates -> namespaceStates.of(run.execution())).stream()
                .flatMap(moment -> rows(moment.after(), run.execution().argv()).stream())
                .flatMap(List::stream)
                .anyMatch(told -> told.tells(row.keySet()) && told.agrees(row));
    }

    private Agreement said(Moment moment, double end, List<String> argv) {
        Agreement after = said(moment.after(), argv);
        boolean before = after != Agreement.AGREES
                && moment.before()
                        .filter(there -> said(there, argv) == Agreement.AGREES)
                        .isPresent();
        if (before) {
            return Agreement.AGREES;
        }
        boolean changed = moment.before().filter(moment.after()::equals).isEmpty();
        boolean late = moment.takenAt() - end > (changed ? FRESH_AMID_CHANGE : FRESH);
        return after == Agreement.DENIES && late ? Agreement.UNKNOWN : after;
    }

    private Agreement said(Namespace there, List<String> argv) {
        return rows(there, argv)
                .map(rows -> rows.stream().anyMatch(told -> told.agrees(row)) ? Agreement.AGREES : Agreement.DENIES)
                .orElse(Agreement.UNKNOWN);
    }

    private Optional<List<ExpectedRow>> rows(Namespace there, List<String> argv) {
        return switch (tool) {
            case ROUTE -> Optional.of(NetToolsRows.route(there));
            case ARP -> Optional.of(NetToolsRows.arp(there));
            case IFCONFIG -> Optional.of(NetToolsRows.ifconfig(there));
            case IPTABLES -> RuleRows.listed(there, argv);
            case IPTABLES_SAVE -> RuleRows.saved(there, argv);
            case IP_LINK, IP_ADDRESS -> Optional.of(IprouteRows.links(there));
            case IP_ROUTE -> Optional.of(IprouteRows.routes(there, argv));
            case IP_NEIGH -> Optional.of(IprouteRows.neighbours(there));
            case BRIDGE_LINK -> IprouteRows.ports(there);
            case BRIDGE_FDB -> IprouteRows.learned(there);
            case PING, TCPDUMP -> Optional.of(List.of(new ExpectedRow()));
        };
    }

    private Agreement answered(Passages told, ToolRun run) {
        boolean agrees = PingRow.of(told, run.execution(), row).agrees(row);
        if (agrees) {
            return Agreement.AGREES;
        }
        return told.complete(run.execution(), run.execution().namespace()) ? Agreement.DENIES : Agreement.UNKNOWN;
    }
}
