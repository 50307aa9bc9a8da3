package org.patchbay.lab;

import org.patchbay.progress.HandInStore;
import org.patchbay.progress.LabStore;
import org.patchbay.progress.ProgressStore;
import org.patchbay.sandbox.Alarm;
import org.patchbay.sandbox.Engine;
import org.patchbay.sandbox.IdleReaper;
import org.patchbay.sandbox.WaitingLine;

/**
 * What all labs of a server share.
 *
 * @param recorded the most bytes that the recordings of one lab may take
 */
public record Rooms(
        Engine engine,
        Lobby lobby,
        WaitingLine line,
        IdleReaper reaper,
        LabStore labs,
        ProgressStore progress,
        HandInStore handIns,
        Checkpoints checkpoints,
        ReconnectQueue reconnects,
        long recorded,
        Alarm alarm) {
    public Rooms {
        if (recorded < 1) {
            throw new IllegalArgumentException("The recordings of a lab may take at least 1 byte, not " + recorded);
        }
    }
}
