package org.patchbay.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.patchbay.sandbox.Readying;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.SandboxException;
import org.patchbay.sandbox.SandboxId;

/**
 * Connects the spare machines while they wait, and does in each once what the first learner would wait for. A machine that
 * ends is forgotten. Thread-safe.
 */
public final class Lobby implements Readying {
    /**
     * An emulated machine translates a program when it runs for the first time: what scripts and learners run most. It
     * only looks, so that the machine stays as it was.
     */
    private static final String STRETCH = "(ip link; ip address; ip route; ip neigh; ip netns) > /dev/null";

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Map<SandboxId, Contact> waiting = new ConcurrentHashMap<>();

    @Override
    public void ready(Sandbox made) throws SandboxException {
        try {
            keep(made, Contact.with(made.endpoint()));
        } catch (IOException e) {
            throw new SandboxException("A spare machine could not be connected: " + e.getMessage(), e);
        }
    }

    /** The connections of a machine that waited here; the caller has them from now on. Empty if it did not. */
    Optional<Contact> take(Sandbox sandbox) {
        return Optional.ofNullable(waiting.remove(sandbox.id()));
    }

    private void keep(Sandbox made, Contact contact) throws IOException {
        waiting.put(made.id(), contact);
        made.ended().thenRun(() -> take(made).ifPresent(Contact::close));
        contact.complete();
        contact.probe().run(STRETCH, LIMIT);
    }
}
