package org.patchbay.lab.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.patchbay.lab.event.DeclinedException;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;
import org.patchbay.probe.HeldTerminal;
import org.patchbay.probe.Probe;
import org.patchbay.probe.ProbeException;
import org.patchbay.sandbox.Endpoint;
import org.patchbay.terminal.Terminal;
import org.patchbay.terminal.TerminalListener;

/**
 * The terminals of one machine, at most {@value #MOST} at a time. Ids are never reused, so that nothing of a closed
 * terminal reappears. Thread-safe.
 */
public final class Terminals {
    /** The terminal that every machine has from its start. */
    static final String FIRST = "t1";

    private static final int MOST = 8;
    private static final Pattern NUMBERED = Pattern.compile("t([1-9][0-9]{0,8})");

    private final Endpoint endpoint;
    private final Probe probe;
    private final Path recordings;
    private final TerminalListener listener;
    private final Map<String, Terminal> all = new LinkedHashMap<>();
    /** A separate lock, because a closing terminal calls its listener, which reads the terminals. */
    private final Object entering = new Object();

    /** The highest number of a terminal of this machine. */
    private int last;

    private boolean disconnected;

    /**
     * @param recordings of this one machine
     * @param first the first terminal, attached already
     */
    Terminals(Endpoint endpoint, Probe probe, Path recordings, TerminalListener listener, Terminal first) {
        this.endpoint = endpoint;
        this.probe = probe;
        this.recordings = recordings;
        this.listener = listener;
        this.last = Terminal.recordedIn(recordings).stream()
                .mapToInt(Terminals::number)
                .reduce(number(FIRST), Math::max);
        all.put(FIRST, first);
    }

    /**
     * Attaches to the machine's other terminals.
     *
     * @throws ProbeException if they can't be queried
     */
    void rejoin() throws ProbeException {
        List<HeldTerminal> held = probe.terminals();
        synchronized (this) {
            last = held.stream().mapToInt(terminal -> number(terminal.id())).reduce(last, Math::max);
        }
        held.stream()
                .filter(terminal -> !terminal.ended() && !terminal.id().equals(FIRST))
                .map(HeldTerminal::id)
                .sorted(Comparator.comparingInt(Terminals::number))
                .forEach(this::attach);
    }

    public synchronized List<Terminal> all() {
        return List.copyOf(all.values());
    }

    public synchronized Optional<Terminal> of(String id) {
        return Optional.ofNullable(all.get(id));
    }

    /** The terminal of this id; if its shell has ended, a new one is started. */
    public Optional<Terminal> enter(String id) {
        synchronized (entering) {
            Optional<Terminal> there = of(id);
            if (there.isEmpty() || !there.get().state().ended()) {
                return there;
            }
            synchronized (this) {
                if (disconnected) {
                    return there;
                }
            }
            there.get().detach();
            Terminal begun = attach(id);
            synchronized (this) {
                // A simultaneous disconnect may have seen only the previous one.
                if (disconnected) {
                    begun.detach();
                }
            }
            return Optional.of(begun);
        }
    }

    /** Opens another, with its own shell and recording. */
    public Terminal open() throws DeclinedException {
        synchronized (entering) {
            return openNext();
        }
    }

    private synchronized Terminal openNext() throws DeclinedException {
        if (disconnected) {
            throw new DeclinedException(DeclinedException.Reason.NOT_READY);
        }
        if (!haveRoomFor(1)) {
            throw new DeclinedException(DeclinedException.Reason.TOO_MANY_TERMINALS);
        }
        last++;
        return attach("t" + last);
    }

    /** Whether this many more can be opened. */
    public synchronized boolean haveRoomFor(int more) {
        return all.size() + more <= MOST;
    }

    /** Ends a terminal's shell and removes the terminal; its recording is kept. */
    public void close(String id) throws DeclinedException, ProbeException {
        // Prevents a new shell in it meanwhile.
        synchronized (entering) {
            Terminal closed;
            synchronized (this) {
                closed = all.remove(id);
            }
            if (closed == null) {
                throw new DeclinedException(DeclinedException.Reason.UNKNOWN_TERMINAL);
            }
            closed.detach();
            probe.closeTerminal(id);
        }
    }

    /** The number of each terminal's last ended command, as a mark for {@link #since}. */
    public Map<String, Integer> mark() {
        Map<String, Integer> mark = new LinkedHashMap<>();
        for (Terminal terminal : all()) {
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

    /** Commands after that mark in all terminals, ordered by start. */
    public CommandLog since(Map<String, Integer> mark) {
        List<Command> commands = new ArrayList<>();
        for (Terminal terminal : all()) {
            int last = mark.getOrDefault(terminal.id(), 0);
            terminal.commands().commands().stream()
                    .filter(command -> command.number() > last)
                    .forEach(commands::add);
        }
        commands.sort(Comparator.comparingDouble(Command::startedAt));
        return new CommandLog(commands);
    }

    /** Disconnects from all; their shells keep running. No further one can be opened. */
    void disconnect() {
        synchronized (this) {
            disconnected = true;
        }
        all().forEach(Terminal::detach);
    }

    /** The number in an id; 0 for a foreign id. */
    private static int number(String id) {
        Matcher numbered = NUMBERED.matcher(id);
        return numbered.matches() ? Integer.parseInt(numbered.group(1)) : 0;
    }

    private synchronized Terminal attach(String id) {
        Terminal terminal = Terminal.attach(id, endpoint, recordings, listener);
        all.put(id, terminal);
        return terminal;
    }
}
