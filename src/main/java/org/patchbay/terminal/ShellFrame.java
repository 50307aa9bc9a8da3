package org.patchbay.terminal;

import java.util.Optional;
import java.util.OptionalLong;

/** One of the shells that are nested in a terminal, and what it is at: typing, or running one command. */
final class ShellFrame {
    private static final int TYPED_LIMIT = 8 * 1024;

    private final String aid;
    private OptionalLong namespace;
    private Optional<String> line = Optional.empty();
    private Optional<RunningCommand> command = Optional.empty();
    private boolean typing;
    private CommandOutput typed = new CommandOutput();

    ShellFrame(String aid, OptionalLong namespace) {
        this.aid = aid;
        this.namespace = namespace;
    }

    String aid() {
        return aid;
    }

    OptionalLong namespace() {
        return namespace;
    }

    Optional<RunningCommand> command() {
        return command;
    }

    void isIn(long inode) {
        namespace = OptionalLong.of(inode);
    }

    void prompts() {
        typing = false;
    }

    void listens() {
        typing = true;
        typed = new CommandOutput();
    }

    /**
     * The shell tells its command line: just before it starts the command, or just after (bash knows it for sure only
     * then).
     *
     * @return whether this changed the command that runs
     */
    boolean announces(String commandLine) {
        if (command.isPresent()) {
            return command.get().isCalled(commandLine);
        }
        line = Optional.of(commandLine);
        return false;
    }

    /** The command line as announced; without that, what was echoed while it was typed. */
    RunningCommand starts(int number, double now) {
        String entered = line.orElseGet(() -> typed.text().strip());
        line = Optional.empty();
        typing = false;
        RunningCommand started = new RunningCommand(number, entered, namespace, now);
        command = Optional.of(started);
        return started;
    }

    Optional<RunningCommand> ends() {
        Optional<RunningCommand> ended = command;
        command = Optional.empty();
        return ended;
    }

    /** Text that came while this is the innermost shell. */
    void shows(byte[] bytes, int from, int to) {
        if (command.isPresent()) {
            command.get().prints(bytes, from, to);
        } else if (typing && typed.size() < TYPED_LIMIT) {
            typed.append(bytes, from, (int) Math.min(to, from + TYPED_LIMIT - typed.size()));
        }
    }
}
