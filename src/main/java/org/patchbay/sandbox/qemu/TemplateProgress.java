package org.patchbay.sandbox.qemu;

import java.time.Duration;

/** Progress of one template; adds the elapsed time for its listener. */
final class TemplateProgress {
    private final TemplateProgressListener listener;
    private final long began = System.nanoTime();

    TemplateProgress(TemplateProgressListener listener) {
        this.listener = listener;
    }

    void report(TemplateProgressListener.Phase phase, int percent) {
        listener.progress(phase, percent, Duration.ofNanos(System.nanoTime() - began));
    }
}
