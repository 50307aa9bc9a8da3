package org.patchbay.check.rules;

import java.util.Locale;

/** Action of a rule, with the names of iptables(8). */
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

    /** The name in lessons. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
