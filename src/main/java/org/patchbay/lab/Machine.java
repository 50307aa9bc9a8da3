package org.patchbay.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.Execution;
import org.patchbay.observe.Passages;
import org.patchbay.observe.Passages.Gap;
import org.patchbay.observe.Snapshot;
import org.patchbay.observe.Watch;
import org.patchbay.probe.Look;
import org.patchbay.probe.Probe;
import org.patchbay.probe.ProbeException;
import org.patchbay.probe.ProbeListener;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.terminal.Terminal;
import org.patchbay.terminal.TerminalListener;

/** A lab's sandbox with all that is connected to it. Safe for use by several threads. */
final class Machine implements AutoCloseable {
    /** The terminal that every machine has from the start, its shell waiting. */
    static final String FIRST_TERMINAL = "t1";

    private static final int MOST_TERMINALS = 8;
    /** Whose frames can still be followed when the next one is over. */
    private static final int MOST_WATCHES = 2;

    private final Sandbox sandbox;
    private final Probe probe;
    private final Path recordings;
    private final TerminalListener listener;
    private final Map<String, Terminal> terminals = new LinkedHashMap<>();
    /** A lock of its own, because a terminal that closes still tells its listener, who looks at the terminals. */
    private final Object entering = new Object();

    private final Executions executions;
    private final Traffic traffic = new Traffic();
    /** The newest, the oldest first. */
    private final Deque<Watch> watches = new ArrayDeque<>();
    /** Held by whoever looks, so that what looks tell comes in their order. */
    private final Object looking = new Object();

    /** By the sandbox's clock, when the last look began that somebody was told of; 0 before the first. */
    private double told;
    /** Whether frames may have been told since to nobody. */
    private boolean unheard;

    private volatile Optional<Snapshot> seen = Optional.empty();
    private boolean disconnected;

    private Machine(
            Sandbox sandbox,
            Probe probe,
            Executions executions,
            boolean unheard,
            Path recordings,
            TerminalListener listener) {
        this.sandbox = sandbox;
        this.probe = probe;
        this.executions = executions;
        this.unheard = unheard;
        this.recordings = recordings;
        this.listener = listener;
    }

    /**
     * Connects to a new sandbox: its observer and its first terminal.
     *
     * @param recordings of this one sandbox
     * @throws ProbeException if its observer can't be reached
     */
    static Machine connect(Sandbox sandbox, Path recordings, ProbeListener observer, TerminalListener listener)
            throws ProbeException {
        return of(sandbox, Contact.with(sandbox.endpoint()), recordings, observer, listener);
    }

    /** A new sandbox that is connected. What its first terminal has printed since its first byte is recorded now. */
    static Machine of(
            Sandbox sandbox, Contact contact, Path recordings, ProbeListener observer, TerminalListener listener) {
        Executions executions = new Executions();
        Machine machine = new Machine(sandbox, contact.probe(), executions, false, recordings, listener);
        machine.terminals.put(FIRST_TERMINAL, Terminal.attach(contact.shell(), recordings, listener));
        contact.relay().tell(new Heard(executions, observer));
        return machine;
    }

    /**
     * Connects to a sandbox of an earlier server process: its observer, and the terminals that are in it.
     *
     * @param recordings of this one sandbox: terminals go on from what is there
     * @throws ProbeException if its observer can't be reached
     */
    static Machine rejoin(Sandbox sandbox, Path recordings, ProbeListener observer, TerminalListener listener)
            throws ProbeException {
        // It reaches out by itself, while the observer is being connected: neither has to wait for the other.
        Terminal first = Terminal.attach(FIRST_TERMINAL, sandbox.endpoint(), recordings, listener);
        Executions executions = new Executions();
        Probe probe;
        try {
            probe = Probe.connect(sandbox.endpoint(), new Heard(executions, observer));
        } catch (ProbeException e) {
            first.close();
            throw e;
        }
        // What its kernel told the server before of frames, that server took with it.
        Machine machine = new Machine(sandbox, probe, executions, true, recordings, listener);
        machine.terminals.put(FIRST_TERMINAL, first);
        try {
            probe.terminals().stream()
                    .filter(terminal -> !terminal.ended() && !terminal.id().equals(FIRST_TERMINAL))
                    .forEach(terminal -> machine.attach(terminal.id()));
            return machine;
        } catch (ProbeException e) {
            machine.disconnect();
            throw e;
        }
    }

    Sandbox sandbox() {
        return sandbox;
    }

    Probe probe() {
        return probe;
    }

    /**
     * Looks at what is in the sandbox now. Whatever only one look is told of is kept for all.
     *
     * @throws ProbeException if it can't be seen
     */
    Look look() throws ProbeException {
        synchronized (looking) {
            Look look = heard();
            double now = look.snapshot().takenAt();
            if (unheard) {
                traffic.miss(new Gap(0, told, now));
            }
            unheard = false;
            told = now;
            seen = Optional.of(look.snapshot());
            traffic.add(look.passages());
            executions.add(look);
            return look;
        }
    }

    private Look heard() throws ProbeException {
        try {
            return probe.look();
        } catch (ProbeException e) {
            // It may have answered all the same.
            unheard = true;
            throw e;
        }
    }

    /** The programs that ran in it, as its kernel told. */
    Executions executions() {
        return executions;
    }

    /** The frames that all looks have told of: each tells only what is new since the one before. */
    Passages traffic() {
        return traffic.told();
    }

    /**
     * Watches all its devices at once, and keeps what passed. Blocks until the time is over.
     *
     * @throws ProbeException if it can't be watched
     */
    Watch watch(Duration time) throws ProbeException {
        Watch watch = probe.watch(time);
        synchronized (watches) {
            watches.add(watch);
            if (watches.size() > MOST_WATCHES) {
                watches.remove();
            }
        }
        return watch;
    }

    /** What was watched last. */
    List<Watch> watched() {
        synchronized (watches) {
            return List.copyOf(watches);
        }
    }

    /** What the last look saw; empty before the first. */
    Optional<Snapshot> seen() {
        return seen;
    }

    synchronized List<Terminal> terminals() {
        return List.copyOf(terminals.values());
    }

    synchronized Optional<Terminal> terminal(String id) {
        return Optional.ofNullable(terminals.get(id));
    }

    /** The terminal of that id, for somebody who wants to work in it: if its shell has ended, a new one is begun. */
    Optional<Terminal> enter(String id) {
        synchronized (entering) {
            Optional<Terminal> there = terminal(id);
            if (there.isEmpty() || !there.get().state().ended()) {
                return there;
            }
            synchronized (this) {
                if (disconnected) {
                    return there;
                }
            }
            there.get().close();
            Terminal begun = attach(id);
            synchronized (this) {
                // Whoever disconnects meanwhile may have seen only the one before.
                if (disconnected) {
                    begun.close();
                }
            }
            return Optional.of(begun);
        }
    }

    /** Opens another terminal, with a shell of its own although one of that id may just have been closed. */
    Terminal open() throws DeclinedException {
        synchronized (entering) {
            return openNext();
        }
    }

    private synchronized Terminal openNext() throws DeclinedException {
        if (disconnected) {
            throw new DeclinedException(DeclinedException.Reason.NOT_READY);
        }
        String id = IntStream.rangeClosed(1, MOST_TERMINALS)
                .mapToObj(number -> "t" + number)
                .filter(candidate -> !terminals.containsKey(candidate))
                .findFirst()
                .orElseThrow(() -> new DeclinedException(DeclinedException.Reason.TOO_MANY_TERMINALS));
        return attach(id);
    }

    /** Whether so many more terminals could be opened. */
    synchronized boolean hasRoomFor(int more) {
        return terminals.size() + more <= MOST_TERMINALS;
    }

    /** Whether no shell is left in any terminal. */
    boolean allEnded() {
        return terminals().stream().allMatch(one -> one.state().ended());
    }

    /**
     * Once all shells have ended: there is the first terminal again and no other, with a new shell in it.
     *
     * @return false if that can't be
     */
    boolean beginAnew() throws ProbeException {
        for (Terminal one : terminals()) {
            if (!one.id().equals(FIRST_TERMINAL)) {
                synchronized (this) {
                    terminals.remove(one.id());
                }
                one.close();
            }
        }
        return enter(FIRST_TERMINAL).isPresent();
    }

    /** Ends a terminal's shell and forgets the terminal; its recording stays. */
    void close(String id) throws DeclinedException, ProbeException {
        // Nobody takes the id again before the machine knows that it is free.
        synchronized (entering) {
            Terminal closed;
            synchronized (this) {
                closed = terminals.remove(id);
            }
            if (closed == null) {
                throw new DeclinedException(DeclinedException.Reason.UNKNOWN_TERMINAL);
            }
            closed.close();
            probe.closeTerminal(id);
        }
    }

    /** The number of each terminal's newest command that has ended: what was run up to now. */
    Map<String, Integer> mark() {
        Map<String, Integer> mark = new LinkedHashMap<>();
        for (Terminal terminal : terminals()) {
            mark.put(
                    terminal.id(),
                    terminal.commands().commands().stream()
                            .filter(command -> !command.running())
                            .mapToInt(Command::number)
                            .max()
                            .orElse(0));
        }
        return mark;
    }

    /** What has run since that mark, of all terminals, by start. */
    CommandLog since(Map<String, Integer> mark) {
        List<Command> commands = new ArrayList<>();
        for (Terminal terminal : terminals()) {
            int last = mark.getOrDefault(terminal.id(), 0);
            terminal.commands().commands().stream()
                    .filter(command -> command.number() > last)
                    .forEach(commands::add);
        }
        commands.sort(Comparator.comparingDouble(Command::startedAt));
        return new CommandLog(commands);
    }

    /** Disconnects; the sandbox runs on. */
    void disconnect() {
        synchronized (this) {
            disconnected = true;
        }
        terminals().forEach(Terminal::close);
        probe.close();
    }

    /** Disconnects and ends the sandbox. */
    @Override
    public void close() {
        disconnect();
        sandbox.close();
    }

    private synchronized Terminal attach(String id) {
        Terminal terminal = Terminal.attach(id, sandbox.endpoint(), recordings, listener);
        terminals.put(id, terminal);
        return terminal;
    }

    /** Keeps what the kernel tells of programs, and passes everything on. */
    private record Heard(Executions executions, ProbeListener to) implements ProbeListener {
        @Override
        public void changed() {
            to.changed();
        }

        @Override
        public void execution(Execution execution) {
            executions.add(List.of(execution));
            to.execution(execution);
        }

        @Override
        public void terminalEnded(String id, OptionalInt status) {
            to.terminalEnded(id, status);
        }

        @Override
        public void lost() {
            to.lost();
        }
    }
}
