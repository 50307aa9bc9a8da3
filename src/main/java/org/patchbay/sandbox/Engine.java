package org.patchbay.sandbox;

import java.nio.file.Path;
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

    /**
     * Makes a machine that goes on where another was saved: with its processes, shells, network, files and host name, and
     * with a clock that is right and randomness of its own. Connections from outside are gone. May be done any number of
     * times, also while the other machine still runs.
     *
     * @throws SandboxException if it is damaged, its template is gone, or no machine could be made
     */
    Sandbox restore(Checkpoint saved) throws SandboxException, InterruptedException;

    /**
     * Saves a machine, which stands still for a fifth of a second or so meanwhile and goes on. Blocks its (virtual) thread.
     *
     * @param sandbox one of {@link #running()}
     * @param folder what it is saved into; must not exist
     * @throws SandboxException if it could not be saved; nothing is left then
     */
    Checkpoint save(Sandbox sandbox, Path folder) throws SandboxException, InterruptedException;

    /** The machines that run now, those of an earlier server process included. A snapshot. */
    List<Sandbox> running();
}
