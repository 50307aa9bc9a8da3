package org.patchbay.check;

import java.util.List;
import java.util.Optional;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.Execution;
import org.patchbay.observe.Namespace;
import org.patchbay.observe.Snapshot;
import org.patchbay.observe.Tool;

/** One run of a genuine program, and the command that it ran under. */
record ToolRun(Command command, Execution execution) {
    /** All runs of a tool, by start. */
    static List<ToolRun> of(CommandLog log, String tool) {
        return log.commands().stream()
                .flatMap(command -> command.executions().stream()
                        .filter(execution -> execution.program().equals(tool))
                        .map(execution -> new ToolRun(command, execution)))
                .toList();
    }

    /** All runs that printed what a parser reads, by start. */
    static List<ToolRun> of(CommandLog log, Tool tool) {
        return log.commands().stream()
                .flatMap(command -> command.executions().stream()
                        .filter(execution -> tool.printedBy(execution.program(), execution.argv()))
                        .map(execution -> new ToolRun(command, execution)))
                .toList();
    }

    boolean in(Namespace namespace) {
        return execution.namespace() == namespace.inode();
    }

    /** What lessons call the namespace that it ran in; its number if that one is gone. */
    String namespaceName(Snapshot snapshot) {
        return snapshot.namespace(execution.namespace())
                .map(InNamespace::name)
                .orElse("net:[" + execution.namespace() + "]");
    }

    /** Why what stands on the terminal can't be taken for what this run printed; empty when it can. */
    Optional<Message> doubt() {
        return Testimony.doubt(command, execution);
    }

    /** Whether this run lasted during the whole of another; both by the sandbox's clock. */
    boolean spans(ToolRun other) {
        return execution.startedAt() <= other.execution.startedAt()
                && other.execution.endedAt().isPresent()
                && (execution.endedAt().isEmpty()
                        || execution.endedAt().getAsDouble()
                                >= other.execution.endedAt().getAsDouble());
    }
}
