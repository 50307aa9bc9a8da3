package org.patchbay.sandbox;

import java.nio.file.Path;
import java.util.List;

/** Creates machines. Pooling, limits, the queue and idle timers are callers of this interface. */
public interface Engine {
    /**
     * Starts a machine and returns when it reports that it is ready: new clock, entropy and name, SSH server listening,
     * first shell waiting. Blocks its (virtual) thread.
     *
     * @throws SandboxException if it failed; the message names the reason and what to do
     */
    Sandbox start(Profile profile) throws SandboxException, InterruptedException;

    /**
     * Restores a saved machine with its processes, shells, network, files and host name, but with the current time and
     * new entropy. Connections from outside are lost. Can be repeated, even while the original still runs.
     *
     * @throws SandboxException if it is damaged, its template is gone, or no machine could be started
     */
    Sandbox restore(Checkpoint saved) throws SandboxException, InterruptedException;

    /**
     * Saves a machine, which is paused for about a fifth of a second. Blocks its (virtual) thread; for a machine of an
     * earlier server process, until it has answered this one.
     *
     * @param sandbox one of {@link #running()}
     * @param folder to save into; must not exist
     * @throws SandboxException if it could not be saved; then nothing is left on disk
     */
    Checkpoint save(Sandbox sandbox, Path folder) throws SandboxException, InterruptedException;

    /** The running machines, including those of an earlier server process. A snapshot. */
    List<Sandbox> running();
}
