package org.patchbay.check;

/** Whether a packet is as a rule asks: it can be impossible to tell. */
enum Holds {
    YES,
    NO,
    UNKNOWN;

    static Holds of(boolean value) {
        return value ? YES : NO;
    }

    Holds not() {
        return switch (this) {
            case YES -> NO;
            case NO -> YES;
            case UNKNOWN -> UNKNOWN;
        };
    }

    Holds and(Holds other) {
        return this == NO || other == NO ? NO : this == UNKNOWN || other == UNKNOWN ? UNKNOWN : YES;
    }

    Holds or(Holds other) {
        return not().and(other.not()).not();
    }
}
