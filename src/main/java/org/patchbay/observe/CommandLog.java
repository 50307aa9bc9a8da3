package org.patchbay.observe;

import java.util.List;

/**
 * The commands of a lab since a moment, of all its terminals, by start. Immutable.
 *
 * @param commands at most some hundreds, the newest
 */
public record CommandLog(List<Command> commands) {
    public static final CommandLog EMPTY = new CommandLog(List.of());

    public CommandLog {
        commands = List.copyOf(commands);
    }
}
