package org.patchbay.check;

import java.util.Set;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.Verdict;

/**
 * A condition on a sandbox. One immutable record per key of the lesson vocabulary; the components are the lesson's keys
 * in camel case, optional ones an {@code Optional}. Pure. Constructors throw {@link IllegalArgumentException} for
 * invalid values.
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
    /** The evidence that {@link #judge} uses. */
    Set<EvidenceRequest> needs();

    /** Judges the assertion. Total: never throws, whatever the evidence. */
    Verdict judge(Evidence evidence);

    /** Judges the negated assertion. Total. Passes only if the condition was observed to be false. */
    Verdict judgeNegated(Evidence evidence);
}
