package org.patchbay.check.verdict;

import java.util.Set;

/** A kind of evidence that an assertion needs. */
public sealed interface EvidenceRequest {
    /** The kernel's state alone. */
    Set<EvidenceRequest> SNAPSHOT = Set.of(new OfSnapshot());

    /** The learner's commands, and the kernel's state to compare them with. */
    Set<EvidenceRequest> SNAPSHOT_AND_COMMANDS = Set.of(new OfSnapshot(), new OfCommands());

    /** The state of the kernel, all namespaces. */
    record OfSnapshot() implements EvidenceRequest {}

    /** The learner's commands in this step, with their output. */
    record OfCommands() implements EvidenceRequest {}

    /** Whether an address answers: an {@link Attempt}. */
    record OfReach(Reach reach) implements EvidenceRequest {}

    /**
     * How a packet arrives in a namespace: an {@link Attempt} that ends on arrival.
     *
     * @param sent the packet and its sender
     * @param at the namespace where it must arrive
     */
    record OfArrival(Reach sent, String at) implements EvidenceRequest {}

    /**
     * The result of a script, run by {@code sh} as root in the namespace the machine booted with: a {@link ScriptEnd}.
     *
     * @param run at most {@value #LONGEST_SCRIPT} characters
     */
    record OfScript(String run) implements EvidenceRequest {
        public OfScript {
            if (run.isBlank() || run.length() > LONGEST_SCRIPT) {
                throw new IllegalArgumentException("a script has 1 to " + LONGEST_SCRIPT + " characters");
            }
        }
    }

    /** Limit of a script, in characters. */
    int LONGEST_SCRIPT = 16_384;
}
