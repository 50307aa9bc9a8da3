package org.patchbay.lab.trial;

import java.io.IOException;
import java.util.Map;
import org.jboss.logging.Logger;
import org.patchbay.lab.machine.LabCheckpoint;

/**
 * A trial's machine as it was when it was saved, which any number of other trials begin with.
 *
 * @param terminals the ids of the terminals in use, by the names that a lesson has for them
 */
public record SavedTrial(LabCheckpoint machine, Map<String, String> terminals) implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SavedTrial.class);

    /** Deletes it; the trials that began with it are not affected. */
    @Override
    public void close() {
        try {
            machine.delete();
        } catch (IOException e) {
            LOG.warnf("Failed to delete a saved machine: %s", e.getMessage());
        }
    }
}
