package org.patchbay.check.verdict;

import java.util.Map;
import java.util.Optional;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Snapshot;

/**
 * What assertions are judged by. A part that was not observed is empty; assertions that need it are inconclusive.
 *
 * @param snapshot the kernel's current state
 * @param commands the learner's commands since the step began, and those that were running then
 * @param findings results of active probes in this state; missing ones were not tried
 */
public record Evidence(
        Optional<Snapshot> snapshot, Optional<CommandLog> commands, Map<EvidenceRequest, Finding> findings) {
    public Evidence {
        findings = Map.copyOf(findings);
    }

    /** Evidence without active probes. */
    public Evidence(Optional<Snapshot> snapshot, Optional<CommandLog> commands) {
        this(snapshot, commands, Map.of());
    }

    /** A copy with these findings. */
    public Evidence with(Map<EvidenceRequest, Finding> tried) {
        return new Evidence(snapshot, commands, tried);
    }

    /** A copy in which commands from before this moment may belong to an earlier task. */
    public Evidence from(double moment) {
        return new Evidence(snapshot, commands.map(log -> log.from(moment)), findings);
    }

    /** The result of this request, or why it was not tried. */
    public Finding finding(EvidenceRequest request) {
        return findings.getOrDefault(request, Untried.NOT_YET);
    }
}
