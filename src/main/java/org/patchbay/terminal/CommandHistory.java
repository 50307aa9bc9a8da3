package org.patchbay.terminal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.patchbay.observe.Command;

/** The newest ended commands of a terminal: at most {@value #COMMANDS}, with {@value #CHARACTERS} of output in all. */
final class CommandHistory {
    static final int COMMANDS = 200;
    static final int CHARACTERS = 2 * 1024 * 1024;

    /** How many commands to search back for a shell's last one, behind those of nested shells. */
    private static final int NEAR = 8;

    private final ArrayDeque<Command> ended = new ArrayDeque<>();
    private long characters;

    void add(Command command) {
        ended.add(command);
        characters += size(command);
        while (ended.size() > COMMANDS || characters > CHARACTERS) {
            characters -= size(ended.remove());
        }
    }

    /** Updates what came after a command; empty if that command is no longer kept. */
    Optional<Command> amend(int number, String afterwards) {
        Optional<Command> known = ended.reversed().stream()
                .limit(NEAR)
                .filter(command -> command.number() == number)
                .findFirst();
        if (known.isEmpty() || known.get().afterwards().equals(afterwards)) {
            return known;
        }
        Command amended = known.get().followedBy(afterwards);
        ended.remove(known.get());
        ended.add(amended);
        characters += size(amended) - size(known.get());
        return Optional.of(amended);
    }

    /** The history and the given commands, ordered by start. */
    List<Command> with(List<Command> running) {
        List<Command> all = new ArrayList<>(ended);
        all.addAll(running);
        all.sort(Comparator.comparingInt(Command::number));
        return all;
    }

    private static int size(Command command) {
        return command.line().length()
                + command.output().length()
                + command.afterwards().length();
    }
}
