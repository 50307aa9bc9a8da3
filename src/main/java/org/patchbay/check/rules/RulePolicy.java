package org.patchbay.check.rules;

import java.util.Locale;

/** What becomes of a packet that no rule of a chain has decided about. */
public enum RulePolicy {
    ACCEPT,
    DROP;

    /** As nft(8) writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
