package org.patchbay.probe;

import java.util.List;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.observe.wire.Passages;

/**
 * What a look into a sandbox saw.
 *
 * @param snapshot the kernel's state, taken after the look was asked for
 * @param executions the programs that started or ended since this probe's previous look, by start, those with no terminal
 *     too; whatever began before the look was asked for has been told by now
 * @param passages the frames that passed since then where and while tools ran that tell of frames
 * @param lost whether more did than the sandbox remembers: what is not among them may have run all the same
 * @param changes of the network that the sandbox had heard of when the look began; all of them are in the snapshot
 */
public record Look(Snapshot snapshot, List<Execution> executions, Passages passages, boolean lost, long changes) {
    public Look {
        executions = List.copyOf(executions);
    }
}
