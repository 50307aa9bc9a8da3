package org.patchbay.sandbox;

/** Prepares a new spare machine, while it waits for its learner. */
@FunctionalInterface
public interface WarmupHook {
    /**
     * Returns when the machine is ready. The machine may end meanwhile.
     *
     * @throws SandboxException if the preparation failed; the machine is then ended
     */
    void ready(Sandbox made) throws SandboxException, InterruptedException;
}
