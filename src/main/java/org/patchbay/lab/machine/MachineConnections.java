package org.patchbay.lab.machine;

import java.io.IOException;
import org.patchbay.probe.Probe;
import org.patchbay.probe.ProbeException;
import org.patchbay.sandbox.Endpoint;
import org.patchbay.terminal.EarlyShell;

/**
 * The connections to a new sandbox that a lab will need: its probe, which has no listener yet, and its first shell.
 */
public record MachineConnections(Probe probe, EarlyShell shell) implements AutoCloseable {
    /**
     * Connects the probe. The shell connects in the background, and may not be connected when this returns.
     *
     * @throws ProbeException if the agent can't be reached
     */
    public static MachineConnections with(Endpoint endpoint) throws ProbeException {
        EarlyShell shell = EarlyShell.reach(Terminals.FIRST, endpoint);
        try {
            return new MachineConnections(Probe.connect(endpoint), shell);
        } catch (ProbeException e) {
            shell.close();
            throw e;
        }
    }

    /** Waits for the shell too. */
    void complete() throws IOException {
        shell.await();
    }

    @Override
    public void close() {
        shell.close();
        probe.close();
    }
}
