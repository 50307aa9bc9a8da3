package org.patchbay.observe;

import java.util.List;
import java.util.Optional;

/**
 * The commands of a lab since a moment, of all its terminals, by start. Immutable.
 *
 * @param commands at most some hundreds, the newest
 * @param passages the frames that the kernel told of meanwhile; empty where nobody asked it, as for a saved text
 * @param moments what the kernel said when their tools had ended; empty likewise
 */
public record CommandLog(List<Command> commands, Optional<Passages> passages, Optional<Moments> moments) {
    public static final CommandLog EMPTY = new CommandLog(List.of());

    public CommandLog {
        commands = List.copyOf(commands);
    }

    /** With no word of the kernel. */
    public CommandLog(List<Command> commands) {
        this(commands, Optional.empty(), Optional.empty());
    }

    /** The same commands, and which frames passed. */
    public CommandLog with(Passages told) {
        return new CommandLog(commands, Optional.of(told), moments);
    }

    /** The same commands, and what the kernel said when their tools had ended. */
    public CommandLog with(Moments told) {
        return new CommandLog(commands, passages, Optional.of(told));
    }
}
