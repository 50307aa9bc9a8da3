package org.patchbay.check.verdict;

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

    /** Whether an address answers: an {@link Attempt}. */
    record OfReach(Reach reach) implements EvidenceRequest {}

    /**
     * How a packet comes in somewhere: an {@link Attempt} that ends once it has.
     *
     * @param sent what is sent, and from where
     * @param at the namespace where it should come in
     */
    record OfArrival(Reach sent, String at) implements EvidenceRequest {}

    /**
     * How a script ends, in {@code sh}, as root, in the namespace the machine booted with: a {@link ScriptEnd}.
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

    /** The most characters of a script. */
    int LONGEST_SCRIPT = 16_384;
}
