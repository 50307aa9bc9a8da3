package org.patchbay.check;

import java.util.Set;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.Verdict;

/**
 * A condition on a sandbox. One immutable record per {@link Key} of the lesson vocabulary. Pure. The record also defines
 * what a lesson can write: its components' names, in camel case, are the keys, and their types and {@link Between} say
 * what is allowed. A key is optional if its component is an {@code Optional}, a flag, a list or a set. Constructors throw
 * {@link IllegalArgumentException} for invalid values.
 */
public sealed interface Assertion
        permits LinkIs,
                VethPair,
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
