package org.patchbay.check.rules;

import java.util.Locale;

/** What becomes of a packet that a rule meets, as iptables(8) calls it. */
public enum RuleTarget {
    ACCEPT,
    DROP,
    REJECT,
    RETURN,
    JUMP,
    GOTO,
    DNAT,
    SNAT,
    MASQUERADE,
    REDIRECT;

    /** As lessons write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
