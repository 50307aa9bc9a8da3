package org.patchbay.check;

import java.util.Optional;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.Snapshot;

/**
 * What was seen. A part that could not be observed is empty, and whatever needs it is inconclusive.
 *
 * @param snapshot the kernel's state now
 * @param commands the learner's commands since the step began
 */
public record Evidence(Optional<Snapshot> snapshot, Optional<CommandLog> commands) {}
