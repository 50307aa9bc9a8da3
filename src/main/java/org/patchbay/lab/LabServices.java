package org.patchbay.lab;

import org.patchbay.lab.machine.CheckpointStore;
import org.patchbay.lab.machine.MachineWarmer;
import org.patchbay.lab.machine.ReconnectQueue;
import org.patchbay.progress.HandInStore;
import org.patchbay.progress.LabStore;
import org.patchbay.progress.ProgressStore;
import org.patchbay.sandbox.AdmissionQueue;
import org.patchbay.sandbox.Engine;
import org.patchbay.sandbox.IdleTimers;
import org.patchbay.sandbox.Scheduler;

/**
 * Services shared by all labs of a server.
 *
 * @param recorded limit of one lab's recordings, in bytes
 */
public record LabServices(
        Engine engine,
        MachineWarmer warmer,
        AdmissionQueue queue,
        IdleTimers idleTimers,
        LabStore labs,
        ProgressStore progress,
        HandInStore handIns,
        CheckpointStore checkpoints,
        ReconnectQueue reconnects,
        long recorded,
        Scheduler scheduler) {
    public LabServices {
        if (recorded < 1) {
            throw new IllegalArgumentException("The recordings of a lab may take at least 1 byte, not " + recorded);
        }
    }
}
