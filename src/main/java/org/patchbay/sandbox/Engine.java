package org.patchbay.sandbox;

import java.util.List;

/** Makes machines. Pooling, limits, the waiting line and idle reaping are callers over this interface. */
public interface Engine {
    /**
     * Makes a machine, under a name of the engine's choosing, and returns when it has said itself that it is ready:
     * renewed clock, entropy and name, SSH server listening, a first shell waiting. Blocks its (virtual) thread.
     *
     * @throws SandboxException if no machine could be made; its message says why and what to do
     */
    Sandbox start(Profile profile) throws SandboxException, InterruptedException;

    /** The machines that run now, those of an earlier server process included. A snapshot. */
    List<Sandbox> running();
}
