package org.patchbay.check.output;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.observe.parse.Tool;

/** Why a learner's commands hold no run of a tool that counts. */
public final class ToolAbsence {
    /** The keys of what is said where nothing was run that could have been meant for it. */
    public static final Set<String> NOT_RUN = Set.of("tool.not-run", "tool.other");

    /** What was typed last, and how. */
    public static final String TYPED = "history 5";

    /** The older tools, each with what iproute2 has instead; both read the same of the kernel. */
    private static final Map<String, Set<Tool>> OTHERS = Map.of(
            "route", Set.of(Tool.IP_ROUTE),
            "arp", Set.of(Tool.IP_NEIGH),
            "ifconfig", Set.of(Tool.IP_ADDRESS, Tool.IP_LINK),
            "ip-route", Set.of(Tool.ROUTE),
            "ip-neigh", Set.of(Tool.ARP),
            "ip-address", Set.of(Tool.IFCONFIG),
            "ip-link", Set.of(Tool.IFCONFIG));

    /** What runs another program that is named behind it. */
    private static final Set<String> CARRIERS =
            Set.of("command", "env", "exec", "nohup", "nsenter", "sudo", "timeout", "unshare", "watch");

    /**
     * The ways into a network namespace, each with the command that lists what it leads to. Both become the program that they
     * are to start, so that an exit status of their own says that they failed (nsenter(1), ip-netns(8)).
     */
    private static final Map<String, String> ENTRANCES = Map.of("ip", "ip netns", "nsenter", "lsns -t net");

    private ToolAbsence() {}

    /**
     * No genuine run was seen: something else took its place, or nothing did. What is said of other programs is what was seen
     * of them; a program that nobody saw accuses nobody.
     *
     * @param enough whether a text would do, were it the tool's
     */
    public static Verdict.Failed never(CommandLog log, String tool, Predicate<String> enough) {
        DiagnosisBuilder builder = new DiagnosisBuilder();
        String typed = Tool.of(tool).map(Tool::typed).orElse(tool);
        String program = typed.split(" ")[0];
        Optional<Command> pretender = last(
                log,
                command -> enough.test(command.output())
                        || impostor(command, program).isPresent() && looksLike(command, tool));
        if (pretender.isPresent()) {
            String printers = printers(pretender.get());
            Message sentence = printers.isEmpty()
                    ? Message.of("text.unseen", "tool", typed)
                    : Message.of("text.pretended", "tool", typed, "program", printers);
            return builder.failed(Layer.TOOL, typed, sentence, "type -a " + program);
        }
        Optional<Command> namesake = last(
                log,
                command -> named(command, program) || impostor(command, program).isPresent());
        if (namesake.isEmpty()) {
            return other(log, tool)
                    .map(run -> builder.failed(
                            Layer.TOOL,
                            typed,
                            Message.of("tool.other", "tool", Listing.typed(tool), "seen", run.typed()),
                            TYPED))
                    .orElseGet(() -> notRun(typed, typed));
        }
        Optional<Execution> hindered = hindered(namesake.get());
        if (hindered.isPresent()) {
            String entrance = hindered.get().program();
            int status = hindered.get().exitStatus().getAsInt();
            Message never = Message.of("tool.never-began", "tool", typed, "program", entrance, "status", status);
            return builder.failed(Layer.TOOL, typed, never, ENTRANCES.get(entrance));
        }
        Message sentence = impostor(namesake.get(), program)
                .map(file -> Message.of("tool.stranger", "tool", typed, "program", file))
                .orElseGet(() -> instead(namesake.get(), typed));
        return builder.failed(Layer.TOOL, typed, sentence, "type -a " + program);
    }

    /** @param typed what was to be typed */
    public static Verdict.Failed notRun(String about, String typed) {
        return new DiagnosisBuilder().failed(Layer.TOOL, about, Message.of("tool.not-run", "tool", typed), TYPED);
    }

    /** Whether it says no more than that something is still to be run. */
    public static boolean onlyNotRun(Diagnosis diagnosis) {
        return diagnosis.sentence().key().equals("tool.not-run");
    }

    /** The last run of a tool that prints the same in another form. */
    private static Optional<ToolRun> other(CommandLog log, String tool) {
        return OTHERS.getOrDefault(tool, Set.of()).stream()
                .flatMap(one -> ToolRun.of(log, one).stream())
                .max(Comparator.comparingDouble(run -> run.execution().startedAt()));
    }

    private static Message instead(Command command, String typed) {
        String seen = names(command, _ -> true);
        return seen.isEmpty()
                ? Message.of("tool.unseen", "tool", typed)
                : Message.of("tool.instead", "tool", typed, "program", seen);
    }

    /** Another file of that name, a script of it, or a program that was told to go by it. */
    private static Optional<String> impostor(Command command, String program) {
        return command.executions().stream()
                .filter(one -> !one.program().equals(program) && !one.path().isEmpty())
                .flatMap(one -> {
                    String first = one.argv().isEmpty() ? "" : one.argv().getFirst();
                    String second = one.argv().size() > 1 ? one.argv().get(1) : "";
                    if (OutputTrust.SHELLS.contains(one.program())
                            && fileName(second).equals(program)) {
                        return Stream.of(second);
                    }
                    boolean goesByIt = fileName(one.path()).equals(program)
                            || fileName(first).equals(program);
                    return goesByIt ? Stream.of(one.path()) : Stream.empty();
                })
                .findFirst();
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The programs that were seen to write to the terminal; a word of the shell's own if there is none; empty if it can't be told. */
    private static String printers(Command command) {
        String programs = names(command, one -> one.stdout() == Execution.Sink.TERMINAL);
        return programs.isEmpty() ? OutputTrust.builtin(command.line()).orElse("") : programs;
    }

    /** Those programs by name; empty if there is none, or one that ended before it could be looked at. */
    private static String names(Command command, Predicate<Execution> which) {
        List<String> names = command.executions().stream()
                .filter(which)
                .map(OutputTrust::name)
                .distinct()
                .toList();
        return names.contains("") ? "" : String.join(", ", names);
    }

    /** What failed before it could start what was typed behind it. */
    private static Optional<Execution> hindered(Command command) {
        return command.executions().stream()
                .filter(one -> ENTRANCES.containsKey(one.program()))
                .filter(one -> one.exitStatus().orElse(0) != 0)
                .filter(one -> command.executions().stream().noneMatch(other -> other.parent() == one.pid()))
                .findFirst();
    }

    private static Optional<Command> last(CommandLog log, Predicate<Command> test) {
        return log.commands().reversed().stream()
                .filter(command -> log.recent(command) && test.test(command))
                .findFirst();
    }

    private static boolean looksLike(Command command, String tool) {
        return Tool.of(tool)
                .filter(reader -> !reader.parse(command.output()).rows().isEmpty())
                .isPresent();
    }

    /**
     * Whether the tool's name stands where a program's name stands in one of the line's simple commands, and it was not the
     * genuine program that ran: {@code ip} in front of {@code netns exec} is no {@code ip address}.
     */
    private static boolean named(Command command, String tool) {
        if (command.executions().stream().anyMatch(one -> one.program().equals(tool))) {
            return false;
        }
        for (String simple : command.line().split("[;|&\n]+")) {
            List<String> words = List.of(simple.strip().split("\\s+"));
            boolean looksUp = words.size() > 1
                    && words.getFirst().equals("command")
                    && words.get(1).toLowerCase(Locale.ROOT).equals("-v");
            boolean carrier = CARRIERS.contains(words.getFirst()) && !looksUp
                    || words.size() > 3 && words.subList(0, 2).equals(List.of("ip", "netns"));
            if (words.getFirst().equals(tool) || carrier && words.contains(tool)) {
                return true;
            }
        }
        return false;
    }
}
