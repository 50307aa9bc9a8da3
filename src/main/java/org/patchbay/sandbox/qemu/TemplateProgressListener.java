package org.patchbay.sandbox.qemu;

import java.time.Duration;

/** Is told how far a template is. Called on the thread that prepares it. */
public interface TemplateProgressListener {
    /** What is done one after the other; a template that is there already is only loaded. */
    enum Phase {
        /** Finding out whether the processor may run guests itself. */
        PROBE,
        /** Taking the memory of a template made earlier from disk. */
        LOAD,
        /** Starting the machine once. */
        BOOT,
        /** Keeping its state. */
        SAVE
    }

    /**
     * @param phase what is being done
     * @param percent of that phase, 0 to 100; estimated
     * @param elapsed since the preparation began
     */
    void progress(Phase phase, int percent, Duration elapsed);
}
