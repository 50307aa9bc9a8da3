package org.patchbay.check.packet;

/** Whether a packet matches a rule; it may be unknown. */
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
