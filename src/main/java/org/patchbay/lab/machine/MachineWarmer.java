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
 * Connects spare machines in advance and runs the commonly used programs once in each. A machine that ends is dropped.
 * Thread-safe.
 */
public final class MachineWarmer implements WarmupHook {
    /**
     * An emulated machine translates each program and kernel function at its first use, so this uses the most frequent
     * ones, in a temporary network namespace.
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

    /** Returns a machine's connections and passes them to the caller. Empty if it was not connected in advance. */
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
