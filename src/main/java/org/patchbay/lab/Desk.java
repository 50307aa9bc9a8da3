package org.patchbay.lab;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.patchbay.observe.Namespace;
import org.patchbay.observe.Snapshot;
import org.patchbay.probe.ProbeException;
import org.patchbay.terminal.Terminal;
import org.patchbay.terminal.TerminalState;

/** The learner's terminals as they name and see them. Thread-safe: takes the lab's lock. */
final class Desk {
    private static final Logger LOG = Logger.getLogger(Desk.class);
    private static final int LONGEST_NAME = 24;

    private final Supplier<Optional<Machine>> machine;
    private final Object lock;
    private final Consumer<LabEvent> publish;
    private final Map<String, String> names = new HashMap<>();
    private List<TerminalView> shown = List.of();

    /** @param machine the one that runs, if any */
    Desk(Supplier<Optional<Machine>> machine, Object lock, Consumer<LabEvent> publish) {
        this.machine = machine;
        this.lock = lock;
        this.publish = publish;
    }

    Optional<Terminal> terminal(String id) {
        return machine.get().flatMap(now -> now.terminal(id));
    }

    Optional<Terminal> enter(String id) {
        return machine.get().flatMap(now -> now.enter(id));
    }

    String open() throws DeclinedException {
        String id = running().open().id();
        synchronized (lock) {
            // Of one that another machine had.
            names.remove(id);
        }
        show();
        return id;
    }

    /** Opens one with that name on a machine, if it still runs. */
    Terminal open(Machine on, String name) throws DeclinedException {
        String checked = checked(name);
        if (running() != on) {
            throw new DeclinedException(DeclinedException.Reason.NOT_READY);
        }
        Terminal terminal = on.open();
        synchronized (lock) {
            names.put(terminal.id(), checked);
        }
        show();
        return terminal;
    }

    void close(String id) throws DeclinedException {
        try {
            running().close(id);
        } catch (ProbeException e) {
            LOG.debugf("Terminal %s: %s", id, e.getMessage());
        }
        synchronized (lock) {
            names.remove(id);
        }
        show();
    }

    void rename(String id, String name) throws DeclinedException {
        String trimmed = checked(name);
        if (terminal(id).isEmpty()) {
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

    /** What was published last. With the lock held. */
    List<TerminalView> shown() {
        return shown;
    }

    /** Publishes how the terminals look now, if that is news. */
    void show() {
        synchronized (lock) {
            List<TerminalView> now = machine.get()
                    .map(alive -> alive.terminals().stream()
                            .map(terminal -> view(terminal, alive))
                            .toList())
                    .orElse(List.of());
            if (!now.equals(shown)) {
                shown = now;
                publish.accept(new LabEvent.TerminalsChanged(now));
            }
        }
    }

    private Machine running() throws DeclinedException {
        return machine.get().orElseThrow(() -> new DeclinedException(DeclinedException.Reason.NOT_READY));
    }

    private TerminalView view(Terminal terminal, Machine alive) {
        TerminalState state = terminal.state();
        return new TerminalView(
                terminal.id(),
                names.getOrDefault(terminal.id(), terminal.id().substring(1)),
                namespace(state.namespace(), alive.seen()),
                state.busy() ? Optional.of(state.foreground()) : Optional.empty(),
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
