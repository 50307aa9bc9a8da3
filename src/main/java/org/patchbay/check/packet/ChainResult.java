package org.patchbay.check.packet;

import java.util.Optional;
import org.patchbay.observe.kernel.Rule;
import org.patchbay.observe.kernel.RuleChain;
import org.patchbay.observe.kernel.RuleTable;

/** What can become of a packet in a chain of rules. */
sealed interface ChainResult {
    /** It is let through, by a rule or by the policy. */
    record Accepted() implements ChainResult {}

    /** It comes to the end of a chain that others jump to, or returns from it. */
    record Returned() implements ChainResult {}

    /** It is dropped or rejected: by a rule, or where there is none by the policy. */
    record Stopped(RuleTable table, RuleChain chain, Optional<Rule> rule) implements ChainResult {}

    /** Its addresses are to be translated. */
    record Translated(RuleTable table, RuleChain chain, Rule rule) implements ChainResult {}

    /** The rule does something that is not understood. */
    record Unclear(Rule rule) implements ChainResult {}
}
