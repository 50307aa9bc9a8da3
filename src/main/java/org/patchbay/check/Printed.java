package org.patchbay.check;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.patchbay.check.output.Agreement;
import org.patchbay.check.output.Cell;
import org.patchbay.check.output.KernelRow;
import org.patchbay.check.output.KernelTables;
import org.patchbay.check.output.KernelTool;
import org.patchbay.check.output.Listing;
import org.patchbay.check.output.RowDifference;
import org.patchbay.check.output.RowLines;
import org.patchbay.check.output.ToolAbsence;
import org.patchbay.check.output.ToolRun;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Prefix;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Untried;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.observe.parse.Row;
import org.patchbay.observe.parse.Tool;

/**
 * Assertion {@code printed}: the learner's own run of a tool printed a matching row that agreed with the kernel's state
 * at that time.
 *
 * @param tool one of {@link Tool} but {@code tcpdump}
 * @param arguments required arguments, as for {@link Ran}
 * @param namespace that the tool ran in; the one the machine booted with if left out
 * @param row the relevant columns, named as in the JSON of {@code patchbay parse}
 */
@Key("printed")
public record Printed(String tool, List<String> arguments, Optional<String> namespace, Map<String, Cell> row)
        implements Assertion {
    /** The columns that hold a device's name. */
    private static final List<String> DEVICES = List.of("name", "ifname", "iface", "dev");

    public Printed {
        arguments = List.copyOf(arguments);
        Listing.checkArguments(tool, arguments);
        row = Map.copyOf(row);
        if (Tool.of(tool).isEmpty()) {
            throw new IllegalArgumentException("'" + tool + "' is not a tool whose output is read");
        }
        if (tool.equals("tcpdump")) {
            throw new IllegalArgumentException("for tcpdump's output use 'captured'");
        }
        if (row.isEmpty()) {
            throw new IllegalArgumentException("row needs one column or more");
        }
    }

    @Override
    public Set<EvidenceRequest> needs() {
        return EvidenceRequest.SNAPSHOT_AND_COMMANDS;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        return CommandPrecondition.at(evidence, namespace.orElse(Namespace.INIT), this::judge);
    }

    private Verdict judge(Snapshot snapshot, Namespace here, CommandLog log) {
        return judge(snapshot, here, log, Optional.of(tables(log, snapshot, here)));
    }

    /** @param kernel to compare with; empty for a saved text */
    Verdict judge(Snapshot snapshot, Namespace here, CommandLog log, Optional<KernelTables> kernel) {
        Ran ran = new Ran(tool, arguments, namespace);
        List<ToolRun> all = ToolRun.of(log, Tool.of(tool).orElseThrow());
        List<ToolRun> meant = ran.matching(all, here, log);
        if (meant.isEmpty()) {
            return ran.absent(snapshot, here, log, all, this::shows);
        }
        List<ToolRun> sound =
                meant.stream().filter(run -> run.doubt().isEmpty()).toList();
        if (sound.isEmpty()) {
            ToolRun last = meant.getLast();
            return failed(last.doubt().orElseThrow(), here, last, "");
        }
        ToolRun last = sound.getLast();
        Optional<Verdict> doubted = Optional.empty();
        for (ToolRun run : sound.reversed()) {
            OptionalInt found = find(run, log);
            if (found.isPresent()) {
                switch (kernel.map(says -> says.of(run)).orElse(Agreement.AGREES)) {
                    case AGREES -> {
                        return new Verdict.Passed(List.of(new Quote(run.typed(), shown(run, log))));
                    }
                    // Only the last run is explained: it is the learner's newest attempt.
                    case DENIES ->
                        doubted = run != last
                                ? doubted
                                : Optional.of(failed(
                                        Message.of("printed.denied", "tool", run.typed()), here, run, shown(run, log)));
                    case UNKNOWN -> doubted = doubted.or(() -> Optional.of(unconfirmed(run, snapshot)));
                }
            }
        }
        if (kernel.isEmpty()) {
            return new Verdict.Inconclusive(Staleness.change(log, last)
                    .map(change -> Message.of("transcript.row-old", "tool", last.typed(), "change", change))
                    .orElseGet(() -> Message.of("transcript.row", "tool", last.typed())));
        }
        return doubted.or(() -> ToolAbsence.otherSince(log, tool, last, run -> showed(run, log, kernel.get(), here)))
                .or(() -> named(last, log, kernel.get(), here))
                .or(() -> new Staleness(kernel.get(), log).of(last))
                .or(() -> new KernelRow(kernel.get().tool(), row, snapshot, here, log).explain(last))
                .orElseGet(() -> new RowDifference(kernel.get().tool(), row, here, log).of(last));
    }

    /** Inconclusive: the run ended after this look; its end has already requested the next one. */
    private Verdict unconfirmed(ToolRun run, Snapshot snapshot) {
        boolean soon = run.execution().endedAt().orElse(0) > snapshot.takenAt();
        return new Verdict.Inconclusive(soon ? Untried.NOT_YET.why() : Message.of("unseen.moment", "tool", ask()));
    }

    private KernelTables tables(CommandLog log, Snapshot snapshot, Namespace here) {
        return new KernelTables(Tool.of(tool).orElseThrow(), row, log, snapshot, here);
    }

    /** The command as typed: {@code ip address}. */
    private String ask() {
        return Tool.of(tool).orElseThrow().typed();
    }

    /** The index of a matching printed row; empty if there is none. */
    private OptionalInt find(ToolRun run, CommandLog log) {
        List<? extends Row> rows =
                Tool.of(tool).orElseThrow().parse(run.text(log)).rows();
        return IntStream.range(0, rows.size())
                .filter(index -> matches(rows.get(index)))
                .findFirst();
    }

    private boolean matches(Row one) {
        Map<String, Object> columns = one.columns();
        return row.entrySet().stream().allMatch(wanted -> matches(wanted.getValue(), columns.get(wanted.getKey())));
    }

    /** Without {@code -n}, route calls the destination 0.0.0.0 {@code default} (route(8)). */
    private boolean matches(Cell wanted, Object shown) {
        return wanted.matches(shown) || tool.equals("route") && "default".equals(shown) && wanted.matches("0.0.0.0");
    }

    private boolean shows(String text) {
        return Tool.of(tool).orElseThrow().parse(text).rows().stream().anyMatch(this::matches);
    }

    /** Whether another tool's run showed this row's fact: the kernel had the row, and the output names its device. */
    private boolean showed(ToolRun run, CommandLog log, KernelTables kernel, Namespace here) {
        return run.in(here)
                && kernel.then(run)
                && DEVICES.stream()
                        .map(row::get)
                        .filter(Objects::nonNull)
                        .allMatch(device -> run.text(log).contains(device.text()));
    }

    /** For a run that printed a name in place of an address: only the tool knew which address it was. */
    private Optional<Verdict> named(ToolRun run, CommandLog log, KernelTables kernel, Namespace here) {
        if (!Listing.showsNames(run.execution()) || !kernel.then(run)) {
            return Optional.empty();
        }
        return Tool.of(tool).orElseThrow().parse(run.text(log)).rows().stream()
                .map(Row::columns)
                .flatMap(columns -> row.entrySet().stream()
                        .filter(wanted -> row.entrySet().stream()
                                .allMatch(other -> matches(other.getValue(), columns.get(other.getKey()))
                                        || other.equals(wanted)
                                                && isAddress(wanted.getValue())
                                                && isName(columns.get(other.getKey()))))
                        .map(wanted -> columns.get(wanted.getKey())))
                .findFirst()
                .map(name -> failed(
                        Message.of("printed.names", "tool", run.typed(), "program", tool, "seen", name),
                        here,
                        run,
                        name.toString()));
    }

    private static boolean isAddress(Cell wanted) {
        return wanted instanceof Cell.Is(String text) && Prefix.parse(text).isPresent();
    }

    private static boolean isName(Object shown) {
        return shown instanceof String text && Prefix.parse(text).isEmpty() && !text.equals("default");
    }

    /** The matching row as printed. */
    private String shown(ToolRun run, CommandLog log) {
        OptionalInt found = find(run, log);
        return found.isPresent()
                ? new RowLines(Tool.of(tool).orElseThrow(), run.text(log)).of(found.getAsInt(), this::matches)
                : "";
    }

    private Verdict.Failed failed(Message sentence, Namespace here, ToolRun run, String quoted) {
        return new DiagnosisBuilder()
                .failed(
                        Layer.TOOL,
                        ask(),
                        sentence,
                        KernelTool.at(Tool.of(tool).orElseThrow(), here),
                        new Quote(run.typed(), quoted));
    }

    @Override
    public Verdict judgeNegated(Evidence evidence) {
        return CommandPrecondition.at(evidence, namespace.orElse(Namespace.INIT), this::judgeNegated);
    }

    private Verdict judgeNegated(Snapshot snapshot, Namespace here, CommandLog log) {
        Verdict verdict = judge(snapshot, here, log);
        // Missing output counts only for a run with the right arguments.
        List<ToolRun> looked = new Ran(tool, arguments, namespace)
                .matching(ToolRun.of(log, Tool.of(tool).orElseThrow()), here, log).stream()
                        .filter(run -> run.doubt().isEmpty())
                        .toList();
        if (verdict instanceof Verdict.Failed && looked.isEmpty()) {
            return new Verdict.Inconclusive(Message.of("unseen.run", "tool", ask()));
        }
        if (verdict instanceof Verdict.Passed) {
            Optional<Verdict.Failed> old = looked.reversed().stream()
                    .filter(run -> find(run, log).isPresent())
                    .findFirst()
                    .flatMap(run -> new Staleness(tables(log, snapshot, here), log).of(run));
            if (old.isPresent()) {
                return old.get();
            }
        }
        if (verdict instanceof Verdict.Failed && log.namespaceStates().isPresent()) {
            ToolRun last = looked.getLast();
            KernelTables kernel = tables(log, snapshot, here);
            if (!kernel.seen(last)) {
                return unconfirmed(last, snapshot);
            }
            if (kernel.then(last)) {
                return failed(Message.of("printed.left-out", "tool", last.typed()), here, last, "");
            }
        }
        return Negation.of(
                verdict,
                Layer.TOOL,
                ask(),
                Message.of("printed.still-so", "tool", ask()),
                KernelTool.at(Tool.of(tool).orElseThrow(), here));
    }
}
