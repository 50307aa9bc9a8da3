package org.patchbay.probe;

import java.util.OptionalInt;
import org.patchbay.observe.kernel.Execution;

/**
 * Receives events of a sandbox. Called by one thread at a time, which also reads responses: calls must return quickly
 * and must not use the probe. After a lost connection was restored, {@link #changed} is called.
 */
public interface ProbeListener {
    /**
     * The network changed, or notices were lost: time for a look. Changes within 20 ms give one call; under constant
     * change calls become rarer.
     *
     * @param count the agent's number of changes so far; a look with at least as many {@link Look#changes} includes
     *     them; 0 if unknown
     */
    void changed(long count);

    /**
     * A program with a controlling terminal started or ended. A look may have reported it before, and its end before
     * this reports its start: an ended program stays ended.
     */
    void execution(Execution execution);

    /**
     * A terminal's shell has ended.
     *
     * @param status as in a shell; empty if unknown
     */
    void terminalEnded(String id, OptionalInt status);
}
