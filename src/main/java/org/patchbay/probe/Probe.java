package org.patchbay.probe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.patchbay.check.verdict.Attempt;
import org.patchbay.check.verdict.Finding;
import org.patchbay.check.verdict.Reach;
import org.patchbay.check.verdict.Untried;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.observe.wire.FrameWatchResult;
import org.patchbay.observe.wire.Passages;
import org.patchbay.sandbox.Endpoint;

/**
 * The one who looks into a sandbox, over an SSH connection of its own. When that breaks it says so, and connects again
 * until it is closed; meanwhile every question fails at once. Starts no process in the sandbox but for {@link #run}.
 * Thread-safe; questions are answered one after the other.
 */
public final class Probe implements AutoCloseable {
    /** The longest that any question may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AgentJson json = new AgentJson();
    private final ProbeListener listener;
    private final AgentConnection connection;
    /** The newest change of an execution that a look has told of. */
    private final AtomicLong seen = new AtomicLong();
    /** Held by whoever tries something out: what two try at once may be in each other's way. */
    private final ReentrantLock trying = new ReentrantLock(true);

    private Probe(Endpoint endpoint, ProbeListener listener) {
        this.listener = listener;
        this.connection = new AgentConnection(endpoint, json, this::notice, listener::lost, () -> listener.changed(0));
    }

    /**
     * Connects to a sandbox that is ready.
     *
     * @throws ProbeException if its agent can't be reached
     */
    public static Probe connect(Endpoint endpoint, ProbeListener listener) throws ProbeException {
        Probe probe = new Probe(endpoint, listener);
        probe.connection.open(PATIENCE);
        return probe;
    }

    /**
     * Looks at all network namespaces, and at what has run since the last look.
     *
     * @throws ProbeException if the sandbox is out of reach, does not answer in time, or has more to show than is looked
     *     at (some thousand entries of a kind); also if the thread is interrupted, whose flag is then set
     */
    public Look look() throws ProbeException {
        JsonNode answer = connection.ask("look", Map.of("executionsAfter", seen.get()), PATIENCE);
        Snapshot snapshot = json.as(Snapshot.class, answer.path("snapshot"));
        List<Execution> executions = new ArrayList<>();
        for (JsonNode execution : answer.path("executions")) {
            executions.add(json.as(Execution.class, execution));
        }
        Passages passages = json.as(Passages.class, answer);
        // Last: what could not be read is told once more.
        seen.accumulateAndGet(answer.path("seq").asLong(), Math::max);
        return new Look(
                snapshot,
                executions,
                passages,
                answer.path("lost").asBoolean(),
                answer.path("changes").asLong());
    }

    /** The terminals that the sandbox holds, by id. */
    public List<HeldTerminal> terminals() throws ProbeException {
        List<HeldTerminal> terminals = new ArrayList<>();
        for (JsonNode terminal : connection.ask("terminals", Map.of(), PATIENCE).path("terminals")) {
            terminals.add(json.as(HeldTerminal.class, terminal));
        }
        return List.copyOf(terminals);
    }

    /** Ends a terminal's shell and what runs in it; returns before it has ended. One that is not there is refused. */
    public void closeTerminal(String id) throws ProbeException {
        connection.ask("close", Map.of("terminal", id), PATIENCE);
    }

    /**
     * Runs a script by {@code sh -c} as root in the init namespace, without a terminal, and waits for its end.
     *
     * @param limit after which it is hung up
     * @return what it printed, at most {@value Script#OUTPUT_LIMIT} bytes of it, the first
     * @throws ProbeException if it could not be started, takes longer, or exits with another status than 0; then the
     *     message has the end of what it printed
     */
    public String run(String script, Duration limit) throws ProbeException {
        return connection.run(script, limit);
    }

    /**
     * Finds out by trying: sends one packet, marked, and takes out again what it left in the kernel's tables of neighbours,
     * bridges and connections. Looks go on meanwhile. Takes about two seconds when nobody answers. Waits for what else is
     * being tried out by this probe, at most ten seconds.
     *
     * @param from inode of the namespace that sends; the name in {@code reach} is not looked at
     * @param arrival inode of the namespace in which to wait for the packet; empty to wait for an answer
     * @throws ProbeException if the sandbox is out of reach, another probe's attempt is under way, or it could not be made
     */
    public Attempt attempt(Reach reach, long from, OptionalLong arrival) throws ProbeException {
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("namespace", from);
        wanted.put("protocol", reach.kind().name());
        wanted.put("destination", reach.address());
        reach.port().ifPresent(port -> wanted.put("port", port));
        reach.via().ifPresent(device -> wanted.put("device", device));
        reach.source().ifPresent(source -> wanted.put("source", source));
        reach.size().ifPresent(size -> wanted.put("size", size));
        wanted.put("dontFragment", reach.dontFragment());
        arrival.ifPresent(inode -> wanted.put("arrival", inode));
        return alone(() -> json.as(Attempt.class, connection.ask("reach", wanted, PATIENCE)));
    }

    /**
     * Watches all devices of all namespaces at once: what passes them. It sends nothing and changes nothing, and looks go on
     * meanwhile. Blocks until the time is over, thousands of frames have passed, or {@link #endWatch} is called.
     *
     * @param time more than none, at most thirty seconds
     * @throws ProbeException if the sandbox is out of reach, or somebody watches it already
     */
    public FrameWatchResult watch(Duration time) throws ProbeException {
        return json.as(
                FrameWatchResult.class,
                connection.ask("watch", Map.of("seconds", time.toMillis() / 1000.0), time.plus(PATIENCE)));
    }

    /**
     * Has the watch that is under way, whoever began it, tell at once what has passed by now. Does nothing without one.
     *
     * @throws ProbeException if the sandbox is out of reach, or its agent is of a time when a watch could not be ended
     */
    public void endWatch() throws ProbeException {
        connection.ask("unwatch", Map.of(), PATIENCE);
    }

    /**
     * Finds out by a script, which is run as {@link #run} does, whatever its status. Waits as {@link #attempt} does.
     *
     * @param limit from its start
     * @return how it ended; {@link Untried#ENDLESS} if it takes longer
     * @throws ProbeException if it could not be started, or its status is not known
     */
    public Finding end(String script, Duration limit) throws ProbeException {
        return alone(() -> connection.end(script, limit));
    }

    /** Disconnects; the sandbox runs on. A second call does nothing. */
    @Override
    public void close() {
        connection.close();
    }

    private interface Exchange<T> {
        T make() throws ProbeException;
    }

    private <T> T alone(Exchange<T> trial) throws ProbeException {
        try {
            if (!trying.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProbeException("Something else was being tried out in the sandbox for " + PATIENCE + ".");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProbeException("Interrupted while something else was being tried out in the sandbox.", e);
        }
        try {
            return trial.make();
        } finally {
            trying.unlock();
        }
    }

    private void notice(AgentNotice notice) {
        switch (notice) {
            case AgentNotice.Changed changed -> listener.changed(changed.count());
            case AgentNotice.Executed executed -> {
                if (executed.seq() > seen.get()) {
                    listener.execution(executed.execution());
                }
            }
            case AgentNotice.TerminalEnded ended -> listener.terminalEnded(ended.id(), ended.status());
            case AgentNotice.Unknown _ -> {}
        }
    }
}
