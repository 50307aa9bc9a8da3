package org.patchbay.check.packet;

import java.util.Locale;

/** Netfilter hooks (nft(8), "address families"). */
public enum Hook {
    PREROUTING,
    INPUT,
    FORWARD,
    OUTPUT,
    POSTROUTING;

    /** The priority of address translation: early for destinations, late for sources. */
    int translates() {
        return changesDestination() ? -100 : 100;
    }

    /** Whether destinations are translated here; at other hooks sources are. */
    boolean changesDestination() {
        return this == PREROUTING || this == OUTPUT;
    }

    /** The name in {@link org.patchbay.observe.kernel.RuleChain#hook}. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
