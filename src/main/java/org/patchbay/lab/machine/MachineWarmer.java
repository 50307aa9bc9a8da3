package org.patchbay.lab.machine;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.SandboxException;
import org.patchbay.sandbox.SandboxId;
import org.patchbay.sandbox.WarmupHook;

/**
 * Connects the spare machines while they wait, and does in each once what the first learner would wait for. A machine that
 * ends is forgotten. Thread-safe.
 */
public final class MachineWarmer implements WarmupHook {
    /**
     * An emulated machine translates each program, and each part of its kernel, when it first runs: what the lessons'
     * setups and learners use most is used here, in a network namespace that is gone with the script.
     */
    private static final String STRETCH = """
            unshare --net sh -c 'ip -batch - && ip netns && ip route' > /dev/null << END
            link set lo up
            link add veth0 type veth peer name veth1
            link set veth0 up
            link set veth1 up
            address add 192.0.2.1/24 dev veth0
            route add default via 192.0.2.2
            link show
            END
            """;

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Map<SandboxId, MachineConnections> waiting = new ConcurrentHashMap<>();

    @Override
    public void ready(Sandbox made) throws SandboxException {
        try {
            keep(made, MachineConnections.with(made.endpoint()));
        } catch (IOException e) {
            throw new SandboxException("A spare machine could not be connected: " + e.getMessage(), e);
        }
    }

    /** The connections of a machine that waited here; the caller has them from now on. Empty if it did not. */
    public Optional<MachineConnections> take(Sandbox sandbox) {
        return Optional.ofNullable(waiting.remove(sandbox.id()));
    }

    private void keep(Sandbox made, MachineConnections connections) throws IOException {
        waiting.put(made.id(), connections);
        made.ended().thenRun(() -> take(made).ifPresent(MachineConnections::close));
        connections.complete();
        connections.probe().run(STRETCH, LIMIT);
    }
}
