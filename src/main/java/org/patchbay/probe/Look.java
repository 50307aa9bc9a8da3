package org.patchbay.probe;

import java.util.List;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.observe.wire.Passages;

/**
 * The result of one look into a sandbox.
 *
 * @param snapshot the kernel's state, taken after the request
 * @param executions programs that started or ended since this probe's previous look, ordered by start, with or without
 *     a terminal; all that began before the request are known by now
 * @param passages frames that passed since then while {@code tcpdump} or {@code ping} ran there
 * @param lost whether the agent's memory overflowed: further programs may have run
 * @param changes the agent's number of network changes before the look, which the snapshot includes
 */
public record Look(Snapshot snapshot, List<Execution> executions, Passages passages, boolean lost, long changes) {
    public Look {
        executions = List.copyOf(executions);
    }
}
