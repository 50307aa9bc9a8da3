package org.patchbay.check;

import java.util.Optional;
import org.patchbay.observe.Rule;
import org.patchbay.observe.RuleChain;
import org.patchbay.observe.RuleTable;

/** What can become of a packet in a chain of rules. */
sealed interface Fate {
    /** It is let through, by a rule or by the policy. */
    record Accepted() implements Fate {}

    /** It comes to the end of a chain that others jump to, or returns from it. */
    record Returned() implements Fate {}

    /** It is dropped or rejected: by a rule, or where there is none by the policy. */
    record Stopped(RuleTable table, RuleChain chain, Optional<Rule> rule) implements Fate {}

    /** Its addresses are to be translated. */
    record Translated(RuleTable table, RuleChain chain, Rule rule) implements Fate {}

    /** The rule does something that is not understood. */
    record Unclear(Rule rule) implements Fate {}
}
