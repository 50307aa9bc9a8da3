package org.patchbay.check;

/** What an assertion has to see before it can judge. */
public sealed interface EvidenceRequest {
    /** The kernel's state, all namespaces. */
    record OfSnapshot() implements EvidenceRequest {}

    /** What the learner ran in this step and what it printed. */
    record OfCommands() implements EvidenceRequest {}
}
