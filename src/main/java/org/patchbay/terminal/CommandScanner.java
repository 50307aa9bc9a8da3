package org.patchbay.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;

/**
 * Splits a terminal's stream into commands by the marks of shell integration. Shells nest ({@code ip netns exec},
 * {@code nsenter}, {@code bash}): a mark of one implies that shells inside it have ended, because a shell's end has no
 * mark. Output of programs without marks (dash, {@code bash --norc}, a full-screen program) belongs to the command that
 * started them.
 *
 * <p>Total on any bytes, independent of how they are split into chunks, linear, bounded. Any program can print these
 * marks, so the result is unconfirmed by the kernel. Not thread-safe.
 */
final class CommandScanner {
    /** The most nested shells; a further one drops the outermost. */
    static final int DEPTH = 32;

    private final String terminal;
    private final List<ShellFrame> shells = new ArrayList<>();
    private final CommandHistory history = new CommandHistory();
    private final MarkSplitter splitter = new MarkSplitter(new Parts());
    private List<Command> changes = new ArrayList<>();
    private OptionalLong namespace = OptionalLong.empty();
    private int number;
    private double now;

    CommandScanner(String terminal) {
        this.terminal = terminal;
    }

    /**
     * Processes more bytes.
     *
     * @param time of the bytes, in seconds since the epoch
     * @return commands that started or ended in them, in that order; output of a running one is reported by {@link
     *     #printing()}
     */
    List<Command> feed(byte[] bytes, int from, int length, double time) {
        now = time;
        splitter.feed(bytes, from, from + length);
        return takeChanges();
    }

    /** Some bytes are missing here. */
    void gap() {
        splitter.reset();
        foreground().ifPresent(RunningCommand::gap);
    }

    /** The terminal's shell and everything in it have ended. */
    List<Command> end(double time) {
        now = time;
        splitter.reset();
        closeAbove(-1);
        return takeChanges();
    }

    /** The number of commands started, which is the number of the newest. */
    int started() {
        return number;
    }

    /** The innermost running command, if it has printed a line since the last call. */
    Optional<Command> takePrinted() {
        return foreground().filter(RunningCommand::takePrinted).map(c -> c.running(terminal));
    }

    /** The innermost command, if {@link #takePrinted()} would return it. */
    Optional<RunningCommand> printing() {
        return foreground().filter(RunningCommand::hasPrinted);
    }

    /** The command that runs in the innermost shell; empty while that waits at its prompt. */
    Optional<RunningCommand> foreground() {
        return top().flatMap(ShellFrame::command);
    }

    /** The innermost shell's namespace and running command. */
    ShellPlace place() {
        return new ShellPlace(
                top().map(ShellFrame::namespace).orElse(namespace),
                foreground().map(RunningCommand::line).orElse(""));
    }

    /** Whether the innermost shell's prompt has a line that {@link #takeAside()} has not returned. */
    boolean hasAside() {
        return top().filter(ShellFrame::hasAsideLine).isPresent();
    }

    /** The innermost shell's last command with what came after it, if that has a new line. */
    Optional<Command> takeAside() {
        Optional<ShellFrame> shell = top().filter(ShellFrame::hasAsideLine);
        shell.ifPresent(ShellFrame::takeAsideLine);
        return shell.flatMap(this::amended);
    }

    private Optional<Command> amended(ShellFrame shell) {
        return shell.last().isPresent() ? history.amend(shell.last().getAsInt(), shell.aside()) : Optional.empty();
    }

    /** The ended and running commands. */
    CommandLog log() {
        shells.stream().filter(shell -> shell.command().isEmpty()).forEach(this::amended);
        List<Command> running = shells.stream()
                .flatMap(shell -> shell.command().stream())
                .map(command -> command.running(terminal))
                .toList();
        return new CommandLog(history.with(running));
    }

    private List<Command> takeChanges() {
        List<Command> taken = changes;
        changes = new ArrayList<>();
        return taken;
    }

    private Optional<ShellFrame> top() {
        return shells.isEmpty() ? Optional.empty() : Optional.of(shells.getLast());
    }

    private int indexOf(String aid) {
        if (aid.isEmpty()) {
            return shells.size() - 1;
        }
        for (int i = shells.size() - 1; i >= 0; i--) {
            if (shells.get(i).aid().equals(aid)) {
                return i;
            }
        }
        return -1;
    }

    /** Makes the shell that printed a mark the innermost one; shells inside it have ended. */
    private ShellFrame speaking(String aid) {
        int index = indexOf(aid);
        if (index >= 0) {
            closeAbove(index);
            return shells.get(index);
        }
        // A new shell while the innermost one runs nothing that could have started it: it replaces that one.
        if (top().filter(shell -> shell.command().isEmpty()).isPresent()) {
            shells.removeLast();
        }
        if (shells.size() == DEPTH) {
            ShellFrame outermost = shells.removeFirst();
            end(outermost, OptionalInt.empty());
        }
        ShellFrame shell = new ShellFrame(aid, namespace);
        shells.add(shell);
        return shell;
    }

    private void closeAbove(int index) {
        while (shells.size() > index + 1) {
            end(shells.removeLast(), OptionalInt.empty());
        }
    }

    private void end(ShellFrame shell, OptionalInt status) {
        end(shell, status, now);
    }

    private void end(ShellFrame shell, OptionalInt status, double time) {
        shell.ends().ifPresent(running -> {
            Command ended = running.ended(terminal, status, time);
            history.add(ended);
            changes.add(ended);
        });
    }

    private final class Parts implements MarkSplitter.Sink {
        @Override
        public void text(byte[] bytes, int from, int to) {
            top().ifPresent(shell -> shell.shows(bytes, from, to));
        }

        @Override
        public void mark(ShellMark mark) {
            switch (mark) {
                case ShellMark.PromptStart start -> {
                    ShellFrame shell = speaking(start.aid());
                    end(shell, OptionalInt.empty());
                    shell.prompts();
                }
                case ShellMark.InputStart start -> speaking(start.aid()).listens();
                case ShellMark.CommandStart start -> {
                    ShellFrame shell = speaking(start.aid());
                    end(shell, OptionalInt.empty());
                    amended(shell);
                    changes.add(shell.starts(++number, start.time().orElse(now)).running(terminal));
                }
                case ShellMark.CommandEnd end -> {
                    if (indexOf(end.aid()) >= 0) {
                        end(speaking(end.aid()), end.status(), end.time().orElse(now));
                    }
                }
                case ShellMark.CommandLine line -> {
                    ShellFrame shell = speaking(line.aid());
                    if (shell.announces(line.line())) {
                        changes.add(shell.command().orElseThrow().running(terminal));
                    }
                }
                case ShellMark.NetworkNamespace is -> {
                    namespace = OptionalLong.of(is.inode());
                    int index = indexOf(is.aid());
                    if (index >= 0) {
                        shells.get(index).isIn(is.inode());
                    }
                }
            }
        }
    }
}
