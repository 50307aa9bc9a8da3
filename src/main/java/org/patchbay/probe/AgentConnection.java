package org.patchbay.probe;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.patchbay.check.verdict.Finding;
import org.patchbay.sandbox.Backoff;
import org.patchbay.sandbox.Endpoint;
import org.patchbay.ssh.SshChannel;
import org.patchbay.ssh.SshConnection;
import org.patchbay.ssh.SshException;

/** The connection to a sandbox's agent, reconnected whenever it breaks, until it is closed. Thread-safe. */
final class AgentConnection implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(AgentConnection.class);
    private static final Backoff TRIES = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    private static final Duration CONNECTING = Duration.ofSeconds(10);

    private final Endpoint endpoint;
    private final AgentJson json;
    private final Consumer<AgentNotice> notices;
    private final Runnable back;
    private final Thread reader;
    private Optional<Session> line = Optional.empty();
    private boolean closed;
    /** Delay before the next reconnection; used by the reader only. */
    private Backoff next = TRIES;

    private record Session(SshConnection connection, AgentClient client) {}

    /** @param back called when the connection was broken and is established again */
    AgentConnection(Endpoint endpoint, AgentJson json, Consumer<AgentNotice> notices, Runnable back) {
        this.endpoint = endpoint;
        this.json = json;
        this.notices = notices;
        this.back = back;
        this.reader = Thread.ofVirtual().name("probe " + endpoint.address()).unstarted(this::read);
    }

    /** Connects for the first time and requests notices. */
    void open(Duration limit) throws ProbeException {
        try {
            connect();
        } catch (SshException e) {
            throw new ProbeException(e.getMessage(), e);
        }
        reader.start();
        try {
            ask("subscribe", Map.of(), limit);
        } catch (ProbeException e) {
            close();
            throw e;
        }
    }

    JsonNode ask(String operation, Map<String, ?> arguments, Duration limit) throws ProbeException {
        return current().client().ask(operation, arguments, limit);
    }

    String run(String script, Duration limit) throws ProbeException {
        return Script.run(current().connection(), script, limit);
    }

    Finding end(String script, Duration limit) throws ProbeException {
        return Script.end(current().connection(), script, limit);
    }

    @Override
    public void close() {
        Optional<Session> last;
        synchronized (this) {
            closed = true;
            last = line;
            line = Optional.empty();
        }
        reader.interrupt();
        last.ifPresent(was -> was.connection().close());
    }

    private synchronized Session current() throws ProbeException {
        return line.orElseThrow(() -> new ProbeException(
                "The machine at " + endpoint.address() + (closed ? " has been closed." : " is out of reach.")));
    }

    private void connect() throws SshException {
        SshConnection connection = SshConnection.open(endpoint, CONNECTING);
        try {
            SshChannel channel = connection.exec("control");
            Session made = new Session(connection, new AgentClient(channel.output(), channel.input(), json, notices));
            synchronized (this) {
                if (!closed) {
                    line = Optional.of(made);
                    return;
                }
            }
            connection.close();
        } catch (SshException e) {
            connection.close();
            throw e;
        }
    }

    private void read() {
        try {
            for (Optional<Session> now = line(); now.isPresent(); now = again()) {
                listen(now.get());
            }
        } catch (InterruptedException e) {
            // Closed: stop reading.
            Thread.currentThread().interrupt();
        }
    }

    private void listen(Session now) {
        long began = System.nanoTime();
        try {
            now.client().listen();
        } catch (IOException e) {
            LOG.debugf("The control connection to the machine at %s ended: %s", endpoint.address(), e.getMessage());
        } catch (RuntimeException e) {
            // A listener failed; reconnect as after any other failure.
            LOG.errorf(e, "The control connection to the machine at %s failed", endpoint.address());
        } finally {
            now.connection().close();
        }
        // A peer that drops each connection at once is retried ever more slowly.
        next = System.nanoTime() - began > TRIES.longest().toNanos() ? TRIES : next.longer();
    }

    /** The new connection; empty once this is closed. */
    private Optional<Session> again() throws InterruptedException {
        synchronized (this) {
            line = Optional.empty();
            if (closed) {
                return line;
            }
        }
        while (!isClosed()) {
            Thread.sleep(next.pause());
            try {
                connect();
                Optional<Session> made = line();
                if (made.isPresent()) {
                    made.get().client().tell("subscribe");
                    back.run();
                }
                return made;
            } catch (IOException e) {
                LOG.debugf("The machine at %s is still unreachable: %s", endpoint.address(), e.getMessage());
                next = next.longer();
            }
        }
        return Optional.empty();
    }

    private synchronized Optional<Session> line() {
        return line;
    }

    private synchronized boolean isClosed() {
        return closed;
    }
}
