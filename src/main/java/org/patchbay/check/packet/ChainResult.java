package org.patchbay.check.packet;

import java.util.Optional;
import org.patchbay.observe.kernel.Rule;
import org.patchbay.observe.kernel.RuleChain;
import org.patchbay.observe.kernel.RuleTable;

/** Possible results for a packet in a chain of rules. */
sealed interface ChainResult {
    /** Accepted by a rule or the policy. */
    record Accepted() implements ChainResult {}

    /** End of a user-defined chain, or return from it. */
    record Returned() implements ChainResult {}

    /** Dropped or rejected by a rule or, without one, by the policy. */
    record Stopped(RuleTable table, RuleChain chain, Optional<Rule> rule) implements ChainResult {}

    /** Its addresses are translated. */
    record Translated(RuleTable table, RuleChain chain, Rule rule) implements ChainResult {}

    /** The rule's action is not understood. */
    record Unclear(Rule rule) implements ChainResult {}
}
