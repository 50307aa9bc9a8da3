package org.patchbay.probe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * Inspects a sandbox over its own SSH connection. Reconnects after a failure until closed; meanwhile requests fail at
 * once. Starts no process in the sandbox except by {@link #run} and {@link #end}. Thread-safe; requests are processed
 * one after the other.
 */
public final class Probe implements AutoCloseable {
    /** The time limit of a request. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AgentJson json = new AgentJson();
    private final AgentConnection connection;
    private Optional<ProbeListener> listener = Optional.empty();
    /** Whether something happened before there was a listener. */
    private boolean missed;

    /** Sequence number of the newest change of an execution in a look. */
    private final AtomicLong seen = new AtomicLong();
    /** Held during an active probe: simultaneous ones could disturb each other. */
    private final ReentrantLock trying = new ReentrantLock(true);

    private Probe(Endpoint endpoint) {
        this.connection = new AgentConnection(
                endpoint, json, this::notice, () -> listener().ifPresent(to -> to.changed(0)));
    }

    /**
     * Connects to a ready sandbox. Events before {@link #listen} are not kept.
     *
     * @throws ProbeException if its agent can't be reached
     */
    public static Probe connect(Endpoint endpoint) throws ProbeException {
        Probe probe = new Probe(endpoint);
        probe.connection.open(PATIENCE);
        return probe;
    }

    /**
     * Calls a listener from now on; once per probe. If something has happened before, that is one
     * {@link ProbeListener#changed}, because the next look shows all of it.
     */
    public void listen(ProbeListener to) {
        boolean changed;
        synchronized (this) {
            listener = Optional.of(to);
            changed = missed;
        }
        if (changed) {
            to.changed(0);
        }
    }

    private synchronized Optional<ProbeListener> listener() {
        missed |= listener.isEmpty();
        return listener;
    }

    /**
     * Takes a snapshot of all network namespaces, with the programs that ran since the last look.
     *
     * @throws ProbeException if the sandbox can't be reached, does not answer in time, or has too many objects (some
     *     thousand of a kind); also on interruption, with the thread's flag set again
     */
    public Look look() throws ProbeException {
        JsonNode answer = connection.ask("look", Map.of("executionsAfter", seen.get()), PATIENCE);
        Snapshot snapshot = json.as(Snapshot.class, answer.path("snapshot"));
        List<Execution> executions = new ArrayList<>();
        for (JsonNode execution : answer.path("executions")) {
            executions.add(json.as(Execution.class, execution));
        }
        Passages passages = json.as(Passages.class, answer);
        // Updated last, so that executions of a failed look are sent again.
        seen.accumulateAndGet(answer.path("seq").asLong(), Math::max);
        return new Look(
                snapshot,
                executions,
                passages,
                answer.path("lost").asBoolean(),
                answer.path("changes").asLong());
    }

    /** The terminals that the sandbox's agent holds, by id. */
    public List<HeldTerminal> terminals() throws ProbeException {
        List<HeldTerminal> terminals = new ArrayList<>();
        for (JsonNode terminal : connection.ask("terminals", Map.of(), PATIENCE).path("terminals")) {
            terminals.add(json.as(HeldTerminal.class, terminal));
        }
        return List.copyOf(terminals);
    }

    /** Ends a terminal's shell and its programs; returns before they have ended. An unknown id is refused. */
    public void closeTerminal(String id) throws ProbeException {
        connection.ask("close", Map.of("terminal", id), PATIENCE);
    }

    /**
     * Runs a script by {@code sh -c} as root in the init namespace, without a terminal, and waits for its end.
     *
     * @param limit after which it gets a hang-up
     * @return its first {@value Script#OUTPUT_LIMIT} bytes of output
     * @throws ProbeException if it could not be started, exceeds the limit, or exits with a status other than 0; then
     *     the message has the end of its output
     */
    public String run(String script, Duration limit) throws ProbeException {
        return connection.run(script, limit);
    }

    /**
     * Runs an active probe: sends one marked packet, and removes its traces from the kernel's tables of neighbours,
     * bridges and connections. Takes about two seconds without a reply. Looks continue meanwhile; other active probes
     * of this object wait, at most ten seconds.
     *
     * @param from inode of the sending namespace; the name in {@code reach} is ignored
     * @param arrival inode of the namespace in which to wait for the packet; empty to wait for a reply
     * @throws ProbeException if the sandbox can't be reached, another client's probe is running, or this one could not
     *     be made
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
     * Watches all frames on all devices of all namespaces, passively; looks continue meanwhile. Blocks until the time
     * is over, thousands of frames have passed, or {@link #endWatch} is called.
     *
     * @param time positive, at most thirty seconds
     * @throws ProbeException if the sandbox can't be reached, or a watch is already running
     */
    public FrameWatchResult watch(Duration time) throws ProbeException {
        return json.as(
                FrameWatchResult.class,
                connection.ask("watch", Map.of("seconds", time.toMillis() / 1000.0), time.plus(PATIENCE)));
    }

    /**
     * Ends the running watch, which then returns its frames. Without one it does nothing.
     *
     * @throws ProbeException if the sandbox can't be reached, or its agent is too old for this request
     */
    public void endWatch() throws ProbeException {
        connection.ask("unwatch", Map.of(), PATIENCE);
    }

    /**
     * Runs a script as {@link #run} does, but returns any status. Waits as {@link #attempt} does.
     *
     * @param limit from its start
     * @return its result; {@link Untried#ENDLESS} on a timeout
     * @throws ProbeException if it could not be started, or its status is unknown
     */
    public Finding end(String script, Duration limit) throws ProbeException {
        return alone(() -> connection.end(script, limit));
    }

    /** Disconnects; the sandbox keeps running. A second call does nothing. */
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
                throw new ProbeException("Another connection test was still running on the machine after "
                        + PATIENCE.toSeconds() + " s.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProbeException("Interrupted while another connection test was running on the machine.", e);
        }
        try {
            return trial.make();
        } finally {
            trying.unlock();
        }
    }

    private void notice(AgentNotice notice) {
        listener().ifPresent(to -> {
            switch (notice) {
                case AgentNotice.Changed changed -> to.changed(changed.count());
                case AgentNotice.Executed executed -> {
                    if (executed.seq() > seen.get()) {
                        to.execution(executed.execution());
                    }
                }
                case AgentNotice.TerminalEnded ended -> to.terminalEnded(ended.id(), ended.status());
                case AgentNotice.Unknown _ -> {}
            }
        });
    }
}
