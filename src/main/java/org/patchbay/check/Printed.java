package org.patchbay.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.Namespace;
import org.patchbay.observe.Row;
import org.patchbay.observe.Snapshot;
import org.patchbay.observe.Tool;

/**
 * The learner's own run of a tool printed a row that matches, and the kernel did not contradict it: {@code printed}.
 *
 * @param tool one of {@link Tool} but {@code tcpdump}
 * @param arguments what its run must have been given, as for {@link Ran}
 * @param namespace that the tool ran in; the one the machine booted with if left out
 * @param row the columns that matter, by the names of the JSON that {@code patchbay parse} prints
 */
public record Printed(String tool, List<String> arguments, Optional<String> namespace, Map<String, Cell> row)
        implements Assertion {
    public Printed {
        arguments = List.copyOf(arguments);
        row = Map.copyOf(row);
        if (Tool.of(tool).isEmpty()) {
            throw new IllegalArgumentException("'" + tool + "' is no tool whose output is read");
        }
        if (tool.equals("tcpdump")) {
            throw new IllegalArgumentException("what tcpdump shows is asked for by captured");
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
        return CommandLook.at(evidence, namespace.orElse(Namespace.INIT), this::judge);
    }

    private Verdict judge(Snapshot snapshot, Namespace here, CommandLog log) {
        return judge(
                snapshot, here, log, Optional.of(new KernelRow(Tool.of(tool).orElseThrow(), row, snapshot, here)));
    }

    /** @param kernel to hold it against; empty where only a text is there */
    Verdict judge(Snapshot snapshot, Namespace here, CommandLog log, Optional<KernelRow> kernel) {
        Ran ran = new Ran(tool, arguments, namespace);
        List<ToolRun> all = ToolRun.of(log, Tool.of(tool).orElseThrow());
        List<ToolRun> meant = ran.matching(all, here);
        if (meant.isEmpty()) {
            return ran.absent(snapshot, here, log, all);
        }
        List<ToolRun> sound =
                meant.stream().filter(run -> run.doubt().isEmpty()).toList();
        if (sound.isEmpty()) {
            ToolRun last = meant.getLast();
            return failed(last.doubt().orElseThrow(), last, "");
        }
        Optional<Verdict.Failed> contradiction = Optional.empty();
        for (ToolRun run : sound.reversed()) {
            Optional<Row> found = find(run);
            if (found.isPresent() && kernel.filter(says -> says.denies(run)).isPresent()) {
                contradiction = Optional.of(
                        failed(Message.of("printed.denied", "tool", tool, "row", rowText()), run, text(found.get())));
            } else if (found.isPresent()) {
                return new Verdict.Passed(List.of(new Quote(run.command().line(), text(found.get()))));
            }
        }
        if (kernel.isEmpty()) {
            return new Verdict.Inconclusive(Message.of("transcript.row", "tool", tool, "row", rowText()));
        }
        ToolRun last = sound.getLast();
        return contradiction
                .or(() -> kernel.get().explain(last))
                .orElseGet(() -> failed(Message.of("printed.other", "tool", tool, "row", rowText()), last, ""));
    }

    private Optional<Row> find(ToolRun run) {
        for (Row one : Tool.of(tool).orElseThrow().parse(run.command().output()).rows()) {
            Map<String, Object> columns = one.columns();
            boolean matches =
                    row.entrySet().stream().allMatch(wanted -> wanted.getValue().matches(columns.get(wanted.getKey())));
            if (matches) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    private String text(Row found) {
        Map<String, Object> columns = found.columns();
        return row.keySet().stream()
                .sorted()
                .map(key -> key + " " + columns.get(key))
                .collect(Collectors.joining(", "));
    }

    String rowText() {
        return row.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + " " + entry.getValue().text())
                .collect(Collectors.joining(", "));
    }

    private Verdict.Failed failed(Message sentence, ToolRun run, String quoted) {
        return new Trail()
                .failed(Layer.TOOL, tool, sentence, "", new Quote(run.command().line(), quoted));
    }

    @Override
    public Verdict refute(Evidence evidence) {
        Verdict verdict = judge(evidence);
        // Only a run that counts shows what was not printed.
        boolean looked = evidence.commands().isPresent()
                && evidence.snapshot()
                        .flatMap(snapshot -> snapshot.namespace(namespace.orElse(Namespace.INIT)))
                        .filter(here -> new Ran(tool, arguments, namespace)
                                        .matching(
                                                ToolRun.of(
                                                        evidence.commands().get(),
                                                        Tool.of(tool).orElseThrow()),
                                                here)
                                        .stream()
                                        .anyMatch(run -> run.doubt().isEmpty()))
                        .isPresent();
        if (verdict instanceof Verdict.Failed && !looked) {
            return new Verdict.Inconclusive(Message.of("unseen.run", "tool", tool));
        }
        return Contrary.of(
                verdict, Layer.TOOL, tool, Message.of("printed.still-so", "tool", tool, "row", rowText()), "");
    }
}
