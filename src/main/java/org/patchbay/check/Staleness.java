package org.patchbay.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.patchbay.check.output.Cell;
import org.patchbay.check.output.KernelTables;
import org.patchbay.check.output.KernelTool;
import org.patchbay.check.output.Listing;
import org.patchbay.check.output.ReadOnlyCommands;
import org.patchbay.check.output.RowLines;
import org.patchbay.check.output.ToolRun;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.parse.Row;

/**
 * Detects output of a learner's tool that was correct when printed but no longer is. It is reported as old, not as
 * wrong.
 */
record Staleness(KernelTables kernel, CommandLog log) {
    private static final int LONGEST = 80;
    /** The columns that identify a row's subject. */
    private static final Set<String> NAMES =
            Set.of("destination", "address", "iface", "name", "dst", "dev", "ifname", "mac", "chain", "table");

    /** The failure for a run that did not print the wanted row; empty if its output is not old. */
    Optional<Verdict.Failed> of(ToolRun run) {
        if (log.namespaceStates()
                .flatMap(namespaceStates -> namespaceStates.of(run.execution()))
                .isEmpty()) {
            return Optional.empty();
        }
        List<String> argv = run.execution().argv();
        Optional<String> gone = gone(run);
        boolean come = kernel.now(argv) && !kernel.then(run);
        if (gone.isEmpty() && !come) {
            return Optional.empty();
        }
        String tool = kernel.tool().typed();
        Optional<String> change = change(log, run);
        String key = gone.isPresent()
                ? change.isPresent() ? "printed.stale-row-since" : "printed.stale-row"
                : change.isPresent() ? "printed.stale-since" : "printed.stale";
        return Optional.of(new DiagnosisBuilder()
                .failed(
                        Layer.TOOL,
                        tool,
                        Message.of(key, "tool", cut(run.typed()), "change", change.orElse("")),
                        KernelTool.at(kernel.tool(), kernel.here()),
                        new Quote(run.typed(), gone.orElse(""))));
    }

    /** The printed row about the same subject that agreed then and no longer does. */
    private Optional<String> gone(ToolRun run) {
        Map<String, Cell> same = new HashMap<>(kernel.row());
        same.keySet().retainAll(NAMES);
        String text = run.text(log);
        List<? extends Row> rows = kernel.tool().parse(text).rows();
        return IntStream.range(0, rows.size())
                .filter(index -> isGone(run, same, rows.get(index).columns()))
                .mapToObj(index -> new RowLines(kernel.tool(), text).of(index, one -> one.equals(rows.get(index))))
                .findFirst();
    }

    private boolean isGone(ToolRun run, Map<String, Cell> same, Map<String, Object> columns) {
        KernelTables of = kernel.with(cells(columns));
        return same.entrySet().stream().allMatch(one -> one.getValue().matches(columns.get(one.getKey())))
                && of.then(run)
                && !of.now(run.execution().argv());
    }

    private Map<String, Cell> cells(Map<String, Object> columns) {
        Map<String, Cell> cells = new HashMap<>();
        for (String column : kernel.row().keySet()) {
            Object value = columns.get(column);
            if (value == null) {
                cells.put(column, new Cell.Missing());
            } else if (!(value instanceof List<?>)) {
                cells.put(column, new Cell.Is(value.toString()));
            }
        }
        return cells;
    }

    /** The first command after the run that may have changed the network. */
    static Optional<String> change(CommandLog log, ToolRun run) {
        double end = run.execution().endedAt().orElse(Double.POSITIVE_INFINITY);
        return log.commands().stream()
                .filter(command -> command.startedAt() >= end && !looks(command))
                .map(command -> cut(command.line()))
                .findFirst();
    }

    private static String cut(String line) {
        String first = line.lines().findFirst().orElse("");
        return first.length() > LONGEST ? first.substring(0, LONGEST) + "…" : first;
    }

    /** Whether a command only reads; tools that print tables count too. */
    private static boolean looks(Command command) {
        return ReadOnlyCommands.only(command)
                || !command.executions().isEmpty()
                        && command.executions().stream().allMatch(one -> Listing.is(one.program(), one.argv()));
    }
}
