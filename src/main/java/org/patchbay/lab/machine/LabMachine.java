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

/** A lab's sandbox with its connections. Thread-safe. */
public final class LabMachine implements AutoCloseable {
    /** Watches whose frames are kept. */
    private static final int MOST_WATCHES = 2;

    private final Sandbox sandbox;
    private final Probe probe;
    private final Terminals terminals;
    private final Executions executions;
    private final Traffic traffic = new Traffic();
    /** Newest watches, oldest first. */
    private final Deque<FrameWatchResult> watches = new ArrayDeque<>();
    /** Held during a look, so that results are processed in order. */
    private final Object looking = new Object();

    /** When the last processed look began, by the sandbox's clock; 0 before the first. */
    private double told;
    /** Whether reports of frames may have been lost since. */
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
     * Connects to a new sandbox: its probe and its first terminal.
     *
     * @param recordings of this one sandbox
     * @throws ProbeException if its probe can't connect
     */
    public static LabMachine connect(Sandbox sandbox, Path recordings, MachineListener listener) throws ProbeException {
        return of(sandbox, MachineConnections.with(sandbox.endpoint()), recordings, listener);
    }

    /** A new sandbox with existing connections. Records its first terminal from the first byte. */
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
     * Reconnects to a used sandbox and looks at it: its probe and all its terminals.
     *
     * @param recordings of this one sandbox, which are continued
     * @throws ProbeException if its probe can't connect
     */
    public static LabMachine rejoin(Sandbox sandbox, Path recordings, MachineListener listener) throws ProbeException {
        // Connects in the background, in parallel with the probe.
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
        // The earlier server's reports of frames are lost.
        LabMachine machine = new LabMachine(sandbox, probe, terminals, executions, true);
        try {
            terminals.rejoin();
            // Its time separates programs that run already from later ones.
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
     * Looks at the sandbox. What only one look reports is kept.
     *
     * @throws ProbeException if it fails
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
            // The agent may have answered all the same.
            unheard = true;
            throw e;
        }
    }

    /** The programs that ran in it, as reported by its kernel. */
    public Executions executions() {
        return executions;
    }

    /** The frames reported by all looks; each reports only new ones. */
    public Passages traffic() {
        return traffic.told();
    }

    /**
     * Watches all its devices and keeps the frames. Blocks until the time is over.
     *
     * @throws ProbeException if it fails
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

    /** The newest watches. */
    List<FrameWatchResult> watched() {
        synchronized (watches) {
            return List.copyOf(watches);
        }
    }

    /** The snapshot of the last look; empty before the first. */
    public Optional<Snapshot> seen() {
        return seen;
    }

    public Terminals terminals() {
        return terminals;
    }

    /** Disconnects; the sandbox keeps running. */
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

    /** Keeps reported executions, and forwards all calls. */
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
