package org.patchbay.observe;

import java.util.List;
import java.util.Optional;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.observe.kernel.NamespaceStates;
import org.patchbay.observe.wire.Passages;

/**
 * The commands of a lab since a moment, of all its terminals, by start. Immutable.
 *
 * @param commands at most some hundreds, the newest
 * @param passages the frames that the kernel told of meanwhile; empty where nobody asked it, as for a saved text
 * @param namespaceStates what the kernel said when their tools had ended; empty likewise
 * @param from what began earlier may belong to what was asked of the learner before; seconds since the epoch by the sandbox's
 *     clock, 0 if all of it is meant
 */
public record CommandLog(
        List<Command> commands, Optional<Passages> passages, Optional<NamespaceStates> namespaceStates, double from) {
    public static final CommandLog EMPTY = new CommandLog(List.of());

    public CommandLog {
        commands = List.copyOf(commands);
    }

    /** With no word of the kernel. */
    public CommandLog(List<Command> commands) {
        this(commands, Optional.empty(), Optional.empty(), 0);
    }

    /** The same commands, and which frames passed. */
    public CommandLog with(Passages told) {
        return new CommandLog(commands, Optional.of(told), namespaceStates, from);
    }

    /** The same commands, and what the kernel said when their tools had ended. */
    public CommandLog with(NamespaceStates told) {
        return new CommandLog(commands, passages, Optional.of(told), from);
    }

    /** The same, of which what began before this moment may belong to what was asked before. */
    public CommandLog from(double moment) {
        return new CommandLog(commands, passages, namespaceStates, moment);
    }

    /** Whether this command was begun since {@link #from}, or something was in it, as in a shell that it started. */
    public boolean recent(Command command) {
        return command.startedAt() >= from || command.executions().stream().anyMatch(this::recent);
    }

    /** Whether this program was. */
    public boolean recent(Execution execution) {
        return execution.startedAt() >= from;
    }
}
