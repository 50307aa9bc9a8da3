package org.patchbay.sandbox;

/** What is done with a new machine before it waits for its learner, as long as nobody waits for it. */
@FunctionalInterface
public interface WarmupHook {
    /**
     * Returns when the machine is ready. It may end meanwhile.
     *
     * @throws SandboxException if it can't be made ready; it is then ended
     */
    void ready(Sandbox made) throws SandboxException, InterruptedException;
}
