package org.patchbay.lab.machine;

import java.io.IOException;
import org.patchbay.probe.Probe;
import org.patchbay.probe.ProbeException;
import org.patchbay.sandbox.Endpoint;
import org.patchbay.terminal.EarlyShell;

/**
 * The connections to a new sandbox that a lab will need: its observer, who speaks to nobody yet, and its first shell.
 *
 * @param deferred hears the observer
 */
public record MachineConnections(Probe probe, DeferredProbeListener deferred, EarlyShell shell)
        implements AutoCloseable {
    /**
     * Connects the observer; the shell reaches out meanwhile, and may still do so.
     *
     * @throws ProbeException if the observer can't be reached
     */
    public static MachineConnections with(Endpoint endpoint) throws ProbeException {
        EarlyShell shell = EarlyShell.reach(Terminals.FIRST, endpoint);
        DeferredProbeListener deferred = new DeferredProbeListener();
        try {
            return new MachineConnections(Probe.connect(endpoint, deferred), deferred, shell);
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
