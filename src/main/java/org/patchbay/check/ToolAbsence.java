package org.patchbay.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.Execution;
import org.patchbay.observe.Tool;

/** Why a learner's commands hold no run of a tool that counts. */
final class ToolAbsence {
    /** The key of what is said where nothing was run at all. */
    static final String NOT_RUN = "tool.not-run";

    /** What runs another program that is named behind it. */
    private static final Set<String> CARRIERS =
            Set.of("command", "env", "exec", "nohup", "nsenter", "sudo", "timeout", "unshare", "watch");

    /**
     * The ways into a network namespace, each with the command that lists what it leads to. Both become the program that they
     * are to start, so that an exit status of their own says that they failed (nsenter(1), ip-netns(8)).
     */
    private static final Map<String, String> ENTRANCES = Map.of("ip", "ip netns", "nsenter", "lsns -t net");

    private ToolAbsence() {}

    /** No genuine run at all: something else took its place, or nothing did. */
    static Verdict.Failed never(CommandLog log, String tool) {
        Trail trail = new Trail();
        String typed = Tool.of(tool).map(Tool::typed).orElse(tool);
        String program = typed.split(" ")[0];
        Optional<Command> pretender = last(log, command -> looksLike(command, tool));
        if (pretender.isPresent()) {
            String printer = pretender.get().executions().stream()
                    .filter(one -> one.stdout() == Execution.Sink.TERMINAL)
                    .map(Testimony::name)
                    .findFirst()
                    .orElse(pretender.get().line().strip());
            return trail.failed(
                    Layer.TOOL,
                    typed,
                    Message.of("text.pretended", "tool", typed, "program", printer),
                    "type -a " + program);
        }
        Optional<Command> namesake = last(log, command -> named(command, program));
        Optional<Execution> hindered = namesake.flatMap(ToolAbsence::hindered);
        if (hindered.isPresent()) {
            String entrance = hindered.get().program();
            int status = hindered.get().exitStatus().getAsInt();
            Message never = Message.of("tool.never-began", "tool", typed, "program", entrance, "status", status);
            return trail.failed(Layer.TOOL, typed, never, ENTRANCES.get(entrance));
        }
        return namesake.isPresent()
                ? trail.failed(Layer.TOOL, typed, Message.of("tool.stranger", "tool", typed), "type -a " + program)
                : trail.failed(Layer.TOOL, typed, Message.of(NOT_RUN, "tool", typed), "type -a " + program);
    }

    /** What failed before it could start what was typed behind it. */
    private static Optional<Execution> hindered(Command command) {
        return command.executions().stream()
                .filter(one -> ENTRANCES.containsKey(one.program()))
                .filter(one -> one.exitStatus().orElse(0) != 0)
                .filter(one -> command.executions().stream().noneMatch(other -> other.parent() == one.pid()))
                .findFirst();
    }

    private interface Test {
        boolean holds(Command command);
    }

    private static Optional<Command> last(CommandLog log, Test test) {
        return log.commands().reversed().stream()
                .filter(command -> log.recent(command) && test.holds(command))
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
            boolean carrier = CARRIERS.contains(words.getFirst())
                    || words.size() > 3 && words.subList(0, 2).equals(List.of("ip", "netns"));
            if (words.getFirst().equals(tool) || carrier && words.contains(tool)) {
                return true;
            }
        }
        return false;
    }
}
