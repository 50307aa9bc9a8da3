package org.patchbay.lab.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.observe.wire.FrameWatchResult;
import org.patchbay.observe.wire.Passages;
import org.patchbay.observe.wire.Passages.Gap;
import org.patchbay.probe.Look;
import org.patchbay.probe.Probe;
import org.patchbay.probe.ProbeException;
import org.patchbay.probe.ProbeListener;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.terminal.Terminal;

/** A lab's sandbox with all that is connected to it. Safe for use by several threads. */
public final class LabMachine implements AutoCloseable {
    /** Whose frames can still be followed when the next one is over. */
    private static final int MOST_WATCHES = 2;

    private final Sandbox sandbox;
    private final Probe probe;
    private final Terminals terminals;
    private final Executions executions;
    private final Traffic traffic = new Traffic();
    /** The newest, the oldest first. */
    private final Deque<FrameWatchResult> watches = new ArrayDeque<>();
    /** Held by whoever looks, so that what looks tell comes in their order. */
    private final Object looking = new Object();

    /** By the sandbox's clock, when the last look began that somebody was told of; 0 before the first. */
    private double told;
    /** Whether frames may have been told since to nobody. */
    private boolean unheard;

    private volatile Optional<Snapshot> seen = Optional.empty();

    private LabMachine(Sandbox sandbox, Probe probe, Terminals terminals, Executions executions, boolean unheard) {
        this.sandbox = sandbox;
        this.probe = probe;
        this.terminals = terminals;
        this.executions = executions;
        this.unheard = unheard;
    }

    /**
     * Connects to a new sandbox: its observer and its first terminal.
     *
     * @param recordings of this one sandbox
     * @throws ProbeException if its observer can't be reached
     */
    public static LabMachine connect(Sandbox sandbox, Path recordings, MachineListener listener) throws ProbeException {
        return of(sandbox, MachineConnections.with(sandbox.endpoint()), recordings, listener);
    }

    /** A new sandbox that is connected. What its first terminal has printed since its first byte is recorded now. */
    public static LabMachine of(
            Sandbox sandbox, MachineConnections connections, Path recordings, MachineListener listener) {
        Terminals terminals = new Terminals(
                sandbox.endpoint(),
                connections.probe(),
                recordings,
                listener,
                Terminal.attach(connections.shell(), recordings, listener));
        Executions executions = new Executions();
        connections.probe().listen(new AgentListener(executions, listener));
        return new LabMachine(sandbox, connections.probe(), terminals, executions, false);
    }

    /**
     * Connects to a sandbox that was in use before, and looks at it: its observer, and the terminals that are in it.
     *
     * @param recordings of this one sandbox: terminals go on from what is there
     * @throws ProbeException if its observer can't be reached
     */
    public static LabMachine rejoin(Sandbox sandbox, Path recordings, MachineListener listener) throws ProbeException {
        // It reaches out by itself, while the observer is being connected: neither has to wait for the other.
        Terminal first = Terminal.attach(Terminals.FIRST, sandbox.endpoint(), recordings, listener);
        Executions executions = new Executions();
        Probe probe;
        try {
            probe = Probe.connect(sandbox.endpoint());
        } catch (ProbeException e) {
            first.detach();
            throw e;
        }
        probe.listen(new AgentListener(executions, listener));
        Terminals terminals = new Terminals(sandbox.endpoint(), probe, recordings, listener, first);
        // What its kernel told the server before of frames, that server took with it.
        LabMachine machine = new LabMachine(sandbox, probe, terminals, executions, true);
        try {
            terminals.rejoin();
            // By its time, what runs there already is told apart from what is begun from now on.
            machine.look();
            return machine;
        } catch (ProbeException e) {
            machine.disconnect();
            throw e;
        }
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    public Probe probe() {
        return probe;
    }

    /**
     * Looks at what is in the sandbox now. Whatever only one look is told of is kept for all.
     *
     * @throws ProbeException if it can't be seen
     */
    public Look look() throws ProbeException {
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
    public Executions executions() {
        return executions;
    }

    /** The frames that all looks have told of: each tells only what is new since the one before. */
    public Passages traffic() {
        return traffic.told();
    }

    /**
     * Watches all its devices at once, and keeps what passed. Blocks until the time is over.
     *
     * @throws ProbeException if it can't be watched
     */
    public FrameWatchResult watch(Duration time) throws ProbeException {
        FrameWatchResult frameWatchResult = probe.watch(time);
        synchronized (watches) {
            watches.add(frameWatchResult);
            if (watches.size() > MOST_WATCHES) {
                watches.remove();
            }
        }
        return frameWatchResult;
    }

    /** What was watched last. */
    List<FrameWatchResult> watched() {
        synchronized (watches) {
            return List.copyOf(watches);
        }
    }

    /** What the last look saw; empty before the first. */
    public Optional<Snapshot> seen() {
        return seen;
    }

    public Terminals terminals() {
        return terminals;
    }

    /** Disconnects; the sandbox runs on. */
    public void disconnect() {
        terminals.disconnect();
        probe.close();
    }

    /** Disconnects and ends the sandbox. */
    @Override
    public void close() {
        disconnect();
        sandbox.close();
    }

    /** Keeps what the kernel tells of programs, and passes everything on. */
    private record AgentListener(Executions executions, ProbeListener to) implements ProbeListener {
        @Override
        public void changed(long count) {
            to.changed(count);
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
    }
}
