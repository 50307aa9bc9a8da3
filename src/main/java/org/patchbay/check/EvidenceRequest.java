package org.patchbay.check;

import java.util.Set;

/** What an assertion has to see before it can judge. */
public sealed interface EvidenceRequest {
    /** The kernel's state alone. */
    Set<EvidenceRequest> SNAPSHOT = Set.of(new OfSnapshot());

    /** What the learner ran, and the kernel's state to hold it against. */
    Set<EvidenceRequest> SNAPSHOT_AND_COMMANDS = Set.of(new OfSnapshot(), new OfCommands());

    /** The kernel's state, all namespaces. */
    record OfSnapshot() implements EvidenceRequest {}

    /** What the learner ran in this step and what it printed. */
    record OfCommands() implements EvidenceRequest {}
}
