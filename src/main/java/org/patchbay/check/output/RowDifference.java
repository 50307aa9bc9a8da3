package org.patchbay.check.output;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.parse.Parsed;
import org.patchbay.observe.parse.Row;
import org.patchbay.observe.parse.Tool;

/**
 * Describes how a learner's printed row differs from the wanted one, without revealing values that the learner must
 * find.
 */
public final class RowDifference {
    /** The columns that identify a row's subject, most significant first. */
    private static final List<String> SUBJECTS = List.of(
            "name",
            "ifname",
            "destination_ip",
            "address",
            "dst",
            "destination",
            "mac",
            "iface",
            "dev",
            "table",
            "chain");

    /** Columns whose wanted value may be shown; others often hold the answer. */
    private static final Set<String> NAMED = Set.of("name", "ifname", "iface", "dev", "address", "destination_ip");

    /** Columns whose expected value the lesson states. */
    private static final Set<String> TOLD = Set.of(
            "state", "operstate", "policy", "flags_mask", "packets_received", "packet_loss_percent", "responses");

    private static final int MOST_VALUES = 4;
    private static final int LONGEST = 120;

    private final Tool tool;
    private final Map<String, Cell> row;
    private final Namespace here;
    private final CommandLog log;

    public RowDifference(Tool tool, Map<String, Cell> row, Namespace here, CommandLog log) {
        this.tool = tool;
        this.row = new TreeMap<>(row);
        this.here = here;
        this.log = log;
    }

    public Verdict.Failed of(ToolRun run) {
        String text = run.text(log);
        Parsed<? extends Row> parsed = tool.parse(text);
        List<? extends Row> rows = parsed.rows();
        if (rows.isEmpty()) {
            return empty(run, parsed);
        }
        List<Row> left = new ArrayList<>(rows);
        for (String subject : SUBJECTS) {
            Cell wanted = row.get(subject);
            if (wanted == null) {
                continue;
            }
            List<Row> about = left.stream()
                    .filter(one -> wanted.matches(one.columns().get(subject)))
                    .toList();
            if (about.isEmpty()) {
                return others(run, subject, wanted, left);
            }
            left = new ArrayList<>(about);
        }
        Row nearest = left.getLast();
        String shown = new RowLines(tool, text).of(rows.indexOf(nearest), one -> one.equals(nearest));
        return differs(run, nearest, shown);
    }

    /** The failure if there is no row: an error, or an empty table. */
    private Verdict.Failed empty(ToolRun run, Parsed<? extends Row> parsed) {
        String said = run.command()
                .output()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .map(RowDifference::cut)
                .orElse("");
        Optional<String> missing = asked(run)
                .filter(device ->
                        here.link(device).isEmpty() && run.command().output().contains(device));
        if (missing.isPresent()) {
            Message none = Message.of(
                    "printed.no-device",
                    "tool",
                    run.typed(),
                    "device",
                    missing.get(),
                    "namespace",
                    InNamespace.name(here));
            return failed(run, none, said);
        }
        return parsed.problems().isEmpty() || said.isEmpty()
                ? failed(run, Message.of("printed.empty", "tool", run.typed()), "")
                : failed(run, Message.of("printed.said", "tool", run.typed(), "seen", said), said);
    }

    /** The device in the run's arguments, existing or not. */
    private Optional<String> asked(ToolRun run) {
        List<String> argv = run.execution().argv();
        List<String> words = argv.subList(Math.min(1, argv.size()), argv.size());
        int dev = words.indexOf("dev");
        if (dev >= 0 && dev + 1 < words.size()) {
            return Optional.of(words.get(dev + 1));
        }
        return switch (tool) {
            case ARP -> Arguments.value(words, "-i");
            case PING -> Arguments.value(words, "-I");
            case IFCONFIG, IP_LINK, IP_ADDRESS ->
                words.reversed().stream().filter(word -> !word.startsWith("-")).findFirst();
            case ROUTE, IP_ROUTE, IP_NEIGH, BRIDGE_FDB, BRIDGE_LINK, IPTABLES, IPTABLES_SAVE, TCPDUMP ->
                Optional.empty();
        };
    }

    private Verdict.Failed others(ToolRun run, String subject, Cell wanted, List<Row> rows) {
        String seen = rows.stream()
                .map(one -> one.columns().get(subject))
                .filter(Objects::nonNull)
                .map(RowDifference::text)
                .distinct()
                .limit(MOST_VALUES)
                .map(value -> "`" + value + "`")
                .collect(Collectors.joining(", "));
        boolean named = NAMED.contains(subject) && wanted instanceof Cell.Is;
        String key = subject.equals("destination_ip")
                ? "ping.other-address"
                : named ? "printed.about-others" : "printed.none-such";
        return failed(
                run,
                Message.of(
                        key,
                        "tool",
                        run.typed(),
                        "column",
                        subject,
                        "seen",
                        seen.isEmpty() ? "-" : seen,
                        "wanted",
                        named ? wanted.text() : ""),
                "");
    }

    private Verdict.Failed differs(ToolRun run, Row nearest, String shown) {
        Map<String, Object> columns = nearest.columns();
        String column = row.keySet().stream()
                .filter(key -> !row.get(key).matches(columns.get(key)))
                .findFirst()
                .orElseGet(() -> row.keySet().iterator().next());
        Object value = columns.get(column);
        boolean none = value == null || text(value).isEmpty();
        boolean told = TOLD.contains(column) && !(row.get(column) instanceof Cell.Missing);
        return failed(
                run,
                Message.of(
                        none ? "printed.without" : told ? "printed.expected" : "printed.differs",
                        "tool",
                        run.typed(),
                        "column",
                        column,
                        "seen",
                        none ? "" : text(value),
                        "wanted",
                        told ? sign(row.get(column)) : ""),
                shown);
    }

    private Verdict.Failed failed(ToolRun run, Message sentence, String shown) {
        return new DiagnosisBuilder()
                .failed(Layer.TOOL, tool.typed(), sentence, KernelTool.at(tool, here), new Quote(run.typed(), shown));
    }

    private static String sign(Cell wanted) {
        return switch (wanted) {
            case Cell.Is(String value) -> value;
            case Cell.Has(String part) -> part;
            case Cell.AtLeast(long bound) -> "≥ " + bound;
            case Cell.AtMost(long bound) -> "≤ " + bound;
            case Cell.Missing _ -> "-";
        };
    }

    /** The value about as the tool prints it: a list by its elements, an address's relevant part. */
    private static String text(Object value) {
        return cut(
                switch (value) {
                    case Collection<?> list ->
                        list.stream().map(RowDifference::text).collect(Collectors.joining(", "));
                    case Map<?, ?> members -> text(Objects.requireNonNullElse(members.get("local"), members.values()));
                    default -> value.toString();
                });
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
