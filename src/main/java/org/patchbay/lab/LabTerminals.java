package org.patchbay.lab;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.patchbay.lab.event.DeclinedException;
import org.patchbay.lab.event.Journal;
import org.patchbay.lab.event.LabEvent;
import org.patchbay.lab.event.TerminalView;
import org.patchbay.lab.machine.LabMachine;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.probe.ProbeException;
import org.patchbay.terminal.Terminal;
import org.patchbay.terminal.TerminalState;

/** A lab's terminals with their names and tabs. Thread-safe: uses the lab's lock. */
public final class LabTerminals {
    private static final Logger LOG = Logger.getLogger(LabTerminals.class);
    private static final int LONGEST_NAME = 24;

    private final MachineLifecycle lifecycle;
    private final Object lock;
    private final Journal journal;
    private final Consumer<Terminal> opened;
    private final Map<String, String> names = new HashMap<>();
    /** Numbers of unnamed terminals: each the lowest that was free when it was opened. */
    private final Map<String, Integer> numbers = new HashMap<>();

    private List<TerminalView> shown = List.of();

    /**
     * @param lifecycle of the lab's machine
     * @param opened called for each opened terminal, with the lock held
     */
    LabTerminals(MachineLifecycle lifecycle, Object lock, Journal journal, Consumer<Terminal> opened) {
        this.lifecycle = lifecycle;
        this.lock = lock;
        this.journal = journal;
        this.opened = opened;
    }

    /**
     * The terminal of this id; if its shell has ended, a new one is started. Waits for a machine that is starting,
     * without a limit.
     *
     * @return empty if the machine has no such terminal, or there is no machine
     */
    public Optional<Terminal> await(String id) throws InterruptedException {
        while (true) {
            long seen = journal.last();
            boolean coming = lifecycle.coming();
            Optional<Terminal> terminal =
                    lifecycle.machine().flatMap(now -> now.terminals().enter(id));
            if (terminal.isPresent() || !coming || journal.after(seen) instanceof Journal.Reading.Closed) {
                return terminal;
            }
        }
    }

    /** Opens another terminal. */
    public void open() throws DeclinedException {
        Terminal terminal = running().terminals().open();
        synchronized (lock) {
            // Of a terminal of another machine.
            names.remove(terminal.id());
            opened.accept(terminal);
        }
        show();
    }

    /** Opens one with a name on this machine, if it still runs. */
    Terminal open(LabMachine on, String name) throws DeclinedException {
        String checked = checked(name);
        if (running() != on) {
            throw new DeclinedException(DeclinedException.Reason.NOT_READY);
        }
        Terminal terminal = on.terminals().open();
        synchronized (lock) {
            names.put(terminal.id(), checked);
            opened.accept(terminal);
        }
        show();
        return terminal;
    }

    /** Ends a terminal's shell and closes it. */
    public void close(String id) throws DeclinedException {
        try {
            running().terminals().close(id);
        } catch (ProbeException e) {
            LOG.debugf("Terminal %s: %s", id, e.getMessage());
        }
        synchronized (lock) {
            names.remove(id);
        }
        show();
    }

    /** Renames a terminal: 1 to 24 characters. */
    public void rename(String id, String name) throws DeclinedException {
        String trimmed = checked(name);
        if (lifecycle.machine().flatMap(now -> now.terminals().of(id)).isEmpty()) {
            throw new DeclinedException(DeclinedException.Reason.UNKNOWN_TERMINAL);
        }
        synchronized (lock) {
            names.put(id, trimmed);
        }
        show();
    }

    private static String checked(String name) throws DeclinedException {
        String trimmed = name.strip();
        if (trimmed.isEmpty()
                || trimmed.length() > LONGEST_NAME
                || trimmed.chars().anyMatch(Character::isISOControl)) {
            throw new DeclinedException(DeclinedException.Reason.BAD_NAME);
        }
        return trimmed;
    }

    /** The last published state. Requires the lock. */
    List<TerminalView> shown() {
        return shown;
    }

    /** Publishes the terminals' state if it has changed. */
    void show() {
        synchronized (lock) {
            List<TerminalView> now = lifecycle.machine().map(this::views).orElse(List.of());
            if (!now.equals(shown)) {
                shown = now;
                journal.publish(new LabEvent.TerminalsChanged(now));
            }
        }
    }

    private LabMachine running() throws DeclinedException {
        return lifecycle.machine().orElseThrow(() -> new DeclinedException(DeclinedException.Reason.NOT_READY));
    }

    private List<TerminalView> views(LabMachine alive) {
        List<Terminal> all = alive.terminals().all();
        number(all);
        return all.stream().map(terminal -> view(terminal, alive)).toList();
    }

    private void number(List<Terminal> all) {
        numbers.keySet().retainAll(all.stream().map(Terminal::id).toList());
        for (Terminal terminal : all) {
            numbers.computeIfAbsent(
                    terminal.id(),
                    id -> IntStream.iterate(1, number -> number + 1)
                            .filter(number -> !numbers.containsValue(number))
                            .findFirst()
                            .orElseThrow());
        }
    }

    private TerminalView view(Terminal terminal, LabMachine alive) {
        TerminalState state = terminal.state();
        return new TerminalView(
                terminal.id(),
                names.getOrDefault(terminal.id(), numbers.get(terminal.id()).toString()),
                namespace(state.namespace(), alive.seen()),
                state.busy() ? Optional.of(state.foreground()) : Optional.empty(),
                alive.sandbox().emulated() && DockerLine.startsDocker(state.foreground()),
                state.ended());
    }

    private static String namespace(OptionalLong inode, Optional<Snapshot> seen) {
        if (inode.isEmpty() || seen.isEmpty()) {
            return Namespace.INIT;
        }
        return seen.get()
                .namespace(inode.getAsLong())
                .filter(found -> found.init() || !found.names().isEmpty())
                .map(found -> found.init() ? Namespace.INIT : found.names().getFirst())
                .orElse("ns:" + inode.getAsLong());
    }
}
