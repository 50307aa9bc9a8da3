package org.patchbay.probe;

import java.util.OptionalInt;
import org.patchbay.observe.kernel.Execution;

/**
 * Hears what happens in a sandbox. Called from one thread at a time, which carries the answers too: a call must be quick
 * and must not ask the probe.
 */
public interface ProbeListener {
    /**
     * Something about the network changed, or notices were missed: worth a look. Several changes within 20 ms are one
     * call; while they do not cease, calls come more rarely.
     *
     * @param count of the changes that the sandbox has heard of: a look with as many {@link Look#changes} has shown all of
     *     them; 0 if that is not known
     */
    void changed(long count);

    /**
     * A program with a controlling terminal has started or ended. A look may have told of it already, and of its end
     * before this tells of its start: what has ended stays ended.
     */
    void execution(Execution execution);

    /**
     * A terminal's shell has ended.
     *
     * @param status as a shell counts; empty if it is not known
     */
    void terminalEnded(String id, OptionalInt status);

    /**
     * The sandbox is out of reach. The probe tries to reach it again until it is closed; {@link #changed} tells that
     * it has.
     */
    void lost();
}
