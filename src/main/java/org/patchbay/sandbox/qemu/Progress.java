package org.patchbay.sandbox.qemu;

import java.time.Duration;

/** One preparation as it goes: adds the time to what its listener is told. */
final class Progress {
    private final Preparation listener;
    private final long began = System.nanoTime();

    Progress(Preparation listener) {
        this.listener = listener;
    }

    void report(Preparation.Phase phase, int percent) {
        listener.progress(phase, percent, Duration.ofNanos(System.nanoTime() - began));
    }
}
