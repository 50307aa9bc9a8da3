package org.patchbay.check.verdict;

import java.util.Map;
import java.util.Optional;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Snapshot;

/**
 * What was seen. A part that could not be observed is empty, and whatever needs it is inconclusive.
 *
 * @param snapshot the kernel's state now
 * @param commands the learner's commands since the step began, and those that ran when it did
 * @param findings what came of the requests that had to be tried out, in this state; what is missing was not tried
 */
public record Evidence(
        Optional<Snapshot> snapshot, Optional<CommandLog> commands, Map<EvidenceRequest, Finding> findings) {
    public Evidence {
        findings = Map.copyOf(findings);
    }

    /** Nothing was tried out. */
    public Evidence(Optional<Snapshot> snapshot, Optional<CommandLog> commands) {
        this(snapshot, commands, Map.of());
    }

    /** The same, and what came of these. */
    public Evidence with(Map<EvidenceRequest, Finding> tried) {
        return new Evidence(snapshot, commands, tried);
    }

    /** The same, of which what began before this moment may belong to what was asked of the learner before. */
    public Evidence from(double moment) {
        return new Evidence(snapshot, commands.map(log -> log.from(moment)), findings);
    }

    /** What came of this request, or why it was not tried. */
    public Finding finding(EvidenceRequest request) {
        return findings.getOrDefault(request, Untried.NOT_YET);
    }
}
