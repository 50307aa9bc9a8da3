package org.patchbay.check;

import java.util.List;
import java.util.Optional;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.Execution;
import org.patchbay.observe.Tool;

/** Why a learner's commands hold no run of a tool that counts. */
final class ToolAbsence {
    private ToolAbsence() {}

    /** No genuine run at all: something else took its place, or nothing did. */
    static Verdict.Failed never(CommandLog log, String tool) {
        Trail trail = new Trail();
        Optional<Command> pretender = last(log, command -> looksLike(command, tool));
        if (pretender.isPresent()) {
            String program = pretender.get().executions().stream()
                    .filter(one -> one.stdout() == Execution.Sink.TERMINAL)
                    .map(Testimony::name)
                    .findFirst()
                    .orElse(pretender.get().line().strip());
            return trail.failed(
                    Layer.TOOL,
                    tool,
                    Message.of("text.pretended", "tool", tool, "program", program),
                    "type -a " + tool);
        }
        Optional<Command> namesake = last(log, command -> words(command).contains(tool));
        return namesake.isPresent()
                ? trail.failed(Layer.TOOL, tool, Message.of("tool.stranger", "tool", tool), "type -a " + tool)
                : trail.failed(Layer.TOOL, tool, Message.of("tool.not-run", "tool", tool), "");
    }

    private interface Test {
        boolean holds(Command command);
    }

    private static Optional<Command> last(CommandLog log, Test test) {
        return log.commands().reversed().stream().filter(test::holds).findFirst();
    }

    private static boolean looksLike(Command command, String tool) {
        return Tool.of(tool)
                .filter(reader -> !reader.parse(command.output()).rows().isEmpty())
                .isPresent();
    }

    private static List<String> words(Command command) {
        return List.of(command.line().strip().split("\\s+"));
    }
}
