package org.patchbay.observe.transcript;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.observe.parse.LineTokens;

/**
 * The commands of saved terminals, with the programs that their lines start. Without a kernel's report it is only as
 * trustworthy as the text. Immutable.
 *
 * @param log the commands of all terminals, each with the programs that its line starts
 * @param snapshot the network namespaces that the text names, all empty
 * @param timed whether the terminals' times can be compared with each other
 */
public record Transcript(CommandLog log, Snapshot snapshot, boolean timed) {
    /** Inode of a namespace that the text does not name; never a real inode. */
    private static final long UNKNOWN = -1;

    private static final double NEVER = Double.POSITIVE_INFINITY;

    private static final long FIRST_NAMED = 2;

    /** The most programs per line, and in all. */
    private static final int PROGRAMS_OF_LINE = 8;

    private static final int PROGRAMS = 512;

    /** States in which a shell reports the end of a background job (bash(1), JOB CONTROL). */
    private static final Set<String> JOB_ENDS = Set.of("Done", "Exit", "Terminated", "Killed", "Interrupt", "Hangup");

    /**
     * Combines terminals.
     *
     * @param terminals the commands of each, ordered by start
     * @param timed whether their times can be compared
     */
    public static Transcript of(List<List<TypedLine>> terminals, boolean timed) {
        Map<String, Long> places = new LinkedHashMap<>();
        places.put(Namespace.INIT, 1L);
        List<Command> commands = new ArrayList<>();
        int pid = 1;
        for (List<TypedLine> terminal : terminals) {
            double[] jobEnds = jobEnds(terminal);
            for (int i = 0; i < terminal.size(); i++) {
                List<Execution> executions =
                        pid > PROGRAMS ? List.of() : executions(terminal.get(i), jobEnds[i], places, pid);
                pid += executions.size();
                commands.add(with(terminal.get(i), executions, places));
            }
        }
        commands.sort(Comparator.comparingDouble(Command::startedAt));
        return new Transcript(new CommandLog(commands), named(places), timed);
    }

    /** The namespace of this name, of which nothing else is known. */
    public Namespace namespace(String name) {
        return snapshot.namespace(name).orElseGet(() -> Namespace.unseen(0, name));
    }

    /** Whether the namespace of any run of this program is unknown. */
    public boolean anywhere(String program) {
        return log.commands().stream()
                .flatMap(command -> command.executions().stream())
                .anyMatch(run -> run.program().equals(program) && run.namespace() == UNKNOWN);
    }

    /**
     * @param jobEnd when the shell reported the end of the background job; infinity if it never did
     */
    private static List<Execution> executions(TypedLine typedLine, double jobEnd, Map<String, Long> places, int pid) {
        Command command = typedLine.command();
        boolean notFound = command.output().contains("not found");
        List<Execution> found = new ArrayList<>();
        for (SimpleCommand simple : SimpleCommand.of(command.line())) {
            for (TypedProgram program : TypedProgram.of(simple.words(), typedLine.place())) {
                String word = program.words().getFirst();
                if (found.size() == PROGRAMS_OF_LINE || notFound && missing(command, word)) {
                    continue;
                }
                double end = simple.background() ? jobEnd : command.running() ? NEVER : command.endedAt();
                found.add(new Execution(
                        pid + found.size(),
                        0,
                        genuine(word) ? TypedProgram.name(word) : "",
                        word.indexOf('/') >= 0 ? word : "/usr/bin/" + word,
                        program.words(),
                        program.place().map(name -> number(places, name)).orElse(UNKNOWN),
                        command.terminal(),
                        simple.stdout(),
                        command.startedAt(),
                        end == NEVER ? OptionalDouble.empty() : OptionalDouble.of(end),
                        OptionalInt.empty(),
                        program.tampered()));
            }
        }
        return found;
    }

    /** Whether it names a system tool: by its name alone or in a system folder; {@code ./route} is another program. */
    private static boolean genuine(String word) {
        return word.indexOf('/') < 0
                || word.startsWith("/usr/bin/")
                || word.startsWith("/usr/sbin/")
                || word.startsWith("/bin/")
                || word.startsWith("/sbin/");
    }

    private static boolean missing(Command command, String word) {
        return command.output().contains(word + ": command not found")
                || command.output().contains(word + ": not found");
    }

    /** For each command, when the first job ended that a shell reported then or later. */
    private static double[] jobEnds(List<TypedLine> terminal) {
        double[] ends = new double[terminal.size()];
        double next = NEVER;
        for (int i = terminal.size() - 1; i >= 0; i--) {
            Command command = terminal.get(i).command();
            if (command.output().lines().anyMatch(Transcript::endsJob)) {
                next = command.endedAt();
            }
            ends[i] = next;
        }
        return ends;
    }

    /** {@code [1]+  Done   tcpdump -n}, or tcpdump's own last lines. */
    private static boolean endsJob(String line) {
        if (line.endsWith(" captured")) {
            return true;
        }
        List<String> words = line.startsWith("[") ? LineTokens.of(line) : List.of();
        return words.size() > 1 && JOB_ENDS.contains(words.get(1));
    }

    private static Command with(TypedLine typedLine, List<Execution> executions, Map<String, Long> places) {
        Command command = typedLine.command();
        return new Command(
                command.terminal(),
                command.number(),
                command.line(),
                command.output(),
                command.running(),
                command.exitStatus(),
                typedLine
                        .place()
                        .map(name -> OptionalLong.of(number(places, name)))
                        .orElse(OptionalLong.of(UNKNOWN)),
                command.startedAt(),
                command.endedAt(),
                executions);
    }

    private static long number(Map<String, Long> places, String name) {
        return places.computeIfAbsent(name, _ -> FIRST_NAMED + places.size());
    }

    private static Snapshot named(Map<String, Long> places) {
        List<Namespace> namespaces = new ArrayList<>();
        places.forEach((name, number) -> namespaces.add(Namespace.unseen(number, name)));
        return new Snapshot(Double.MAX_VALUE, namespaces, Optional.empty());
    }
}
