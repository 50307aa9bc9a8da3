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

/** Explains why a learner's commands have no run of a tool that counts. */
public final class ToolAbsence {
    /** Message keys for "nothing relevant was run". */
    public static final Set<String> NOT_RUN = Set.of("tool.not-run", "tool.other");

    /** Older tools with their iproute2 equivalents, which print the same state. */
    private static final Map<String, Set<Tool>> OTHERS = Map.of(
            "route", Set.of(Tool.IP_ROUTE),
            "arp", Set.of(Tool.IP_NEIGH),
            "ifconfig", Set.of(Tool.IP_ADDRESS, Tool.IP_LINK),
            "ip-route", Set.of(Tool.ROUTE),
            "ip-neigh", Set.of(Tool.ARP),
            "ip-address", Set.of(Tool.IFCONFIG),
            "ip-link", Set.of(Tool.IFCONFIG));

    /** The commands of brctl (bridge-utils) that print the same as a tool. */
    private static final Map<String, String> BRCTL = Map.of("bridge-fdb", "showmacs", "bridge-link", "show");

    private static final Comparator<ToolRun> BY_START =
            Comparator.comparingDouble(run -> run.execution().startedAt());

    /** Programs that run the command in their arguments. */
    private static final Set<String> CARRIERS =
            Set.of("command", "env", "exec", "nohup", "nsenter", "sudo", "timeout", "unshare", "watch");

    /**
     * Commands that enter a network namespace, each with one that lists the namespaces. They execute the target program
     * in place, so a failing exit status without a target is their own (nsenter(1), ip-netns(8)).
     */
    private static final Map<String, String> ENTRANCES = Map.of("ip", "ip netns", "nsenter", "lsns -t net");

    private ToolAbsence() {}

    /**
     * The failure if there was no genuine run: another program in its place, or none. Other programs are named only if
     * they were observed.
     *
     * @param enough whether a text would be sufficient, if the tool had printed it
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
            return builder.failed(
                    Layer.TOOL, typed, sentence, printers.isEmpty() ? Listing.typed(tool) : "type -a " + program);
        }
        Optional<Command> namesake = last(
                log,
                command -> named(command, program) || impostor(command, program).isPresent());
        if (namesake.isEmpty()) {
            return others(log, tool).max(BY_START).map(run -> other(tool, run)).orElseGet(() -> notRun(typed, typed));
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
        boolean unseen = sentence.key().equals("tool.unseen");
        return builder.failed(Layer.TOOL, typed, sentence, unseen ? Listing.typed(tool) : "type -a " + program);
    }

    /** @param typed the command to type */
    public static Verdict.Failed notRun(String about, String typed) {
        return new DiagnosisBuilder().failed(Layer.TOOL, about, Message.of("tool.not-run", "tool", typed), "");
    }

    /** Whether the diagnosis only reports that something has not been run yet. */
    public static boolean onlyNotRun(Diagnosis diagnosis) {
        return diagnosis.sentence().key().equals("tool.not-run");
    }

    /**
     * The failure if another tool showed the fact after the last run of this one.
     *
     * @param shows whether another tool's run showed the fact
     */
    public static Optional<Verdict.Failed> otherSince(
            CommandLog log, String tool, ToolRun last, Predicate<ToolRun> shows) {
        return others(log, tool)
                .filter(run -> BY_START.compare(run, last) > 0 && shows.test(run))
                .max(BY_START)
                .map(run -> other(tool, run));
    }

    private static Verdict.Failed other(String tool, ToolRun run) {
        return new DiagnosisBuilder()
                .failed(
                        Layer.TOOL,
                        Tool.of(tool).map(Tool::typed).orElse(tool),
                        Message.of("tool.other", "tool", Listing.typed(tool), "seen", run.typed()),
                        Listing.typed(tool));
    }

    /** The runs of tools that print the same in another form. */
    private static Stream<ToolRun> others(CommandLog log, String tool) {
        return Stream.concat(
                OTHERS.getOrDefault(tool, Set.of()).stream().flatMap(one -> ToolRun.of(log, one).stream()),
                ToolRun.of(log, "brctl").stream()
                        .filter(run -> Arguments.match(
                                List.of(BRCTL.getOrDefault(tool, "-")),
                                run.execution().argv())));
    }

    private static Message instead(Command command, String typed) {
        String seen = names(command, _ -> true);
        return seen.isEmpty()
                ? Message.of("tool.unseen", "tool", typed)
                : Message.of("tool.instead", "tool", typed, "program", seen);
    }

    /** Another file of that name, a script of it, or a program that was given such a file. */
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

    /** The programs that were seen to write to the terminal; a shell builtin if there is none; empty if unknown. */
    private static String printers(Command command) {
        String programs = names(command, one -> one.stdout() == Execution.Sink.TERMINAL);
        return programs.isEmpty() ? OutputTrust.builtin(command.line()).orElse("") : programs;
    }

    /** These programs' names; empty if there are none, or one ended before it was seen. */
    private static String names(Command command, Predicate<Execution> which) {
        List<String> names = command.executions().stream()
                .filter(which)
                .map(OutputTrust::name)
                .distinct()
                .toList();
        return names.contains("") ? "" : String.join(", ", names);
    }

    /** The program that failed before it could start the one in its arguments. */
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
     * Whether the tool's name is in the program's position of one of the line's simple commands, though no genuine run
     * followed. The {@code ip} of {@code ip netns exec} is no {@code ip address}.
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
