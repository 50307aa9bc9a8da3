package org.patchbay.sandbox.qemu;

import java.time.Duration;

/** Receives a template's progress. Called on the thread that prepares it. */
public interface TemplateProgressListener {
    /** Phases in order; an existing template is only loaded. */
    enum Phase {
        /** Testing whether KVM works. */
        PROBE,
        /** Reading an earlier template's memory from disk. */
        LOAD,
        /** Booting the machine. */
        BOOT,
        /** Saving its state. */
        SAVE
    }

    /**
     * @param phase the current one
     * @param percent of that phase, 0 to 100; estimated
     * @param elapsed since the preparation began
     */
    void progress(Phase phase, int percent, Duration elapsed);
}
