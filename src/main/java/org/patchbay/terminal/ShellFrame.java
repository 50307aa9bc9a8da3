package org.patchbay.terminal;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** One of the shells that are nested in a terminal, and what it is at: typing, or running one command. */
final class ShellFrame {
    private static final int TYPED_LIMIT = 8 * 1024;
    private static final int ASIDE_LIMIT = 64 * 1024;

    private final String aid;
    private OptionalLong namespace;
    private Optional<String> line = Optional.empty();
    private Optional<RunningCommand> command = Optional.empty();
    private OptionalInt last = OptionalInt.empty();
    private boolean prompting;
    private boolean typing;
    private CommandOutput typed = new CommandOutput();
    private CommandOutput aside = new CommandOutput();
    private boolean asideLine;

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
        prompting = true;
        typing = false;
    }

    void listens() {
        prompting = false;
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
        prompting = false;
        typing = false;
        aside = new CommandOutput();
        asideLine = false;
        RunningCommand started = new RunningCommand(number, entered, namespace, now);
        command = Optional.of(started);
        return started;
    }

    Optional<RunningCommand> ends() {
        Optional<RunningCommand> ended = command;
        command = Optional.empty();
        ended.ifPresent(running -> last = OptionalInt.of(running.number()));
        return ended;
    }

    /** The number of the command that ended last; empty if none has. */
    OptionalInt last() {
        return last;
    }

    /** Text that came while this is the innermost shell. */
    void shows(byte[] bytes, int from, int to) {
        if (command.isPresent()) {
            command.get().prints(bytes, from, to);
            return;
        }
        if (typing && typed.size() < TYPED_LIMIT) {
            typed.append(bytes, from, (int) Math.min(to, from + TYPED_LIMIT - typed.size()));
        }
        if (!prompting && aside.size() < ASIDE_LIMIT) {
            aside.append(bytes, from, (int) Math.min(to, from + ASIDE_LIMIT - aside.size()));
            for (int i = from; i < to && !asideLine; i++) {
                asideLine = bytes[i] == '\n';
            }
        }
    }

    /** What came while no command ran, prompts aside: of jobs in the background, and what is typed. */
    String aside() {
        return aside.size() == 0 ? "" : aside.text();
    }

    /** Whether a line of that has come since this was last taken. */
    boolean hasAsideLine() {
        return asideLine;
    }

    void takeAsideLine() {
        asideLine = false;
    }
}
