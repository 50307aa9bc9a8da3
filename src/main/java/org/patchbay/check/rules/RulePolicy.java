package org.patchbay.check.rules;

import java.util.Locale;

/** Policy of a chain: the action for packets that no rule decided. */
public enum RulePolicy {
    ACCEPT,
    DROP;

    /** The name in nft(8). */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
