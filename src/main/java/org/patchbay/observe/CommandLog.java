package org.patchbay.observe;

import java.util.List;
import java.util.Optional;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.observe.kernel.NamespaceStates;
import org.patchbay.observe.wire.Passages;

/**
 * The commands entered in all terminals of a lab, ordered by start. Immutable.
 *
 * @param commands the newest, at most some hundreds
 * @param passages frames reported by the kernel meanwhile; empty where it was not asked, as for a saved text
 * @param namespaceStates what the kernel reported after tools had ended; empty likewise
 * @param from earlier commands may belong to an earlier task; seconds since the epoch by the sandbox's clock, 0 if none
 *     do
 */
public record CommandLog(
        List<Command> commands, Optional<Passages> passages, Optional<NamespaceStates> namespaceStates, double from) {
    public static final CommandLog EMPTY = new CommandLog(List.of());

    public CommandLog {
        commands = List.copyOf(commands);
    }

    /** A log without evidence from the kernel. */
    public CommandLog(List<Command> commands) {
        this(commands, Optional.empty(), Optional.empty(), 0);
    }

    /** A copy with these frames. */
    public CommandLog with(Passages told) {
        return new CommandLog(commands, Optional.of(told), namespaceStates, from);
    }

    /** A copy with these states. */
    public CommandLog with(NamespaceStates told) {
        return new CommandLog(commands, passages, Optional.of(told), from);
    }

    /** A copy with this {@link #from()}. */
    public CommandLog from(double moment) {
        return new CommandLog(commands, passages, namespaceStates, moment);
    }

    /** Whether this command, or a program in it (as in a shell that it started), began at or after {@link #from}. */
    public boolean recent(Command command) {
        return command.startedAt() >= from || command.executions().stream().anyMatch(this::recent);
    }

    /** Whether this program began at or after {@link #from}. */
    public boolean recent(Execution execution) {
        return execution.startedAt() >= from;
    }
}
