package org.patchbay.check.packet;

import java.util.Locale;

/** Where rules can meet a packet (nft(8), "address families"). */
public enum Hook {
    PREROUTING,
    INPUT,
    FORWARD,
    OUTPUT,
    POSTROUTING;

    /** The priority at which addresses are translated: the destination's early, the source's late. */
    int translates() {
        return changesDestination() ? -100 : 100;
    }

    /** Whether destinations are translated here; elsewhere sources are. */
    boolean changesDestination() {
        return this == PREROUTING || this == OUTPUT;
    }

    /** As {@link org.patchbay.observe.kernel.RuleChain#hook} has it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
