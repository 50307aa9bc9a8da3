package org.patchbay.check;

import java.util.Set;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.Verdict;

/**
 * Something that must be true of a sandbox. Immutable records, pure, one per key of the lesson vocabulary; the names of
 * a record's components are the keys that a lesson writes, in camel case. What can be left out is an {@code Optional}.
 * A record's constructor refuses with {@link IllegalArgumentException} what makes no sense.
 */
public sealed interface Assertion
        permits VethPair,
                LinkIs,
                NamespaceIs,
                BridgePortIs,
                FdbHas,
                AddressIs,
                NeighbourIs,
                RouteIs,
                SysctlIs,
                RuleIs,
                ConnectionIs,
                ListenerIs,
                ContainerIs,
                DockerNetworkIs,
                Reachable,
                ArrivesAs,
                ScriptSucceeds,
                Captured,
                Printed,
                Ran,
                All,
                Any,
                Not {
    /** What {@link #judge} needs to see. */
    Set<EvidenceRequest> needs();

    /** Judges. Total: whatever the evidence, a verdict and never an exception. */
    Verdict judge(Evidence evidence);

    /**
     * Judges the contrary. Total. Passes only if it was seen not to hold: that nobody looked is inconclusive.
     */
    Verdict judgeNegated(Evidence evidence);
}
