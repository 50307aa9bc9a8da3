package org.patchbay.terminal;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** One of the nested shells of a terminal, at its prompt or running one command. */
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
     * The shell reports its command line, just before or after the command's start (bash knows it only after).
     *
     * @return whether this changed the running command
     */
    boolean announces(String commandLine) {
        if (command.isPresent()) {
            return command.get().isCalled(commandLine);
        }
        line = Optional.of(commandLine);
        return false;
    }

    /** Starts a command with the reported line, or else with the echoed input. */
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

    /** The number of the last ended command; empty if there is none. */
    OptionalInt last() {
        return last;
    }

    /** Text printed while this is the innermost shell. */
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

    /** Text printed while no command ran, without prompts: by background jobs, and echoed input. */
    String aside() {
        return aside.size() == 0 ? "" : aside.text();
    }

    /** Whether that has a new line since the last call. */
    boolean hasAsideLine() {
        return asideLine;
    }

    void takeAsideLine() {
        asideLine = false;
    }
}
