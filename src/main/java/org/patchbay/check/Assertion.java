package org.patchbay.check;

import java.util.Set;

/**
 * Something that must be true of a sandbox. Implementations are immutable records, pure, one per key of the lesson
 * vocabulary.
 */
public interface Assertion {
    /** What {@link #judge} needs to see. */
    Set<EvidenceRequest> needs();

    /** Judges. Total: whatever the evidence, a verdict and never an exception. */
    Verdict judge(Evidence evidence);
}
