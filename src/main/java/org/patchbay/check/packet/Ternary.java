package org.patchbay.check.packet;

/** Whether a packet is as a rule asks: it can be impossible to tell. */
enum Ternary {
    YES,
    NO,
    UNKNOWN;

    static Ternary of(boolean value) {
        return value ? YES : NO;
    }

    Ternary not() {
        return switch (this) {
            case YES -> NO;
            case NO -> YES;
            case UNKNOWN -> UNKNOWN;
        };
    }

    Ternary and(Ternary other) {
        return this == NO || other == NO ? NO : this == UNKNOWN || other == UNKNOWN ? UNKNOWN : YES;
    }

    Ternary or(Ternary other) {
        return not().and(other.not()).not();
    }
}
