package org.patchbay.lab.progress;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.patchbay.lab.event.LabEvent;
import org.patchbay.progress.LabId;
import org.patchbay.progress.ProgressStore;

/** Stores a lab's progress, then publishes it. */
public record ProgressWriter(LabId lab, ProgressStore store, InstantSource clock, Consumer<LabEvent> publish) {
    Instant now() {
        return clock.instant();
    }

    void tell(LabEvent event) {
        publish.accept(event);
    }
}
