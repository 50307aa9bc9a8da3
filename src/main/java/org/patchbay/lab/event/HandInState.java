package org.patchbay.lab.event;

import java.util.Optional;
import org.patchbay.progress.HandIn;

/** State of a graded lab's only hand-in. */
public sealed interface HandInState {
    /**
     * Not handed in.
     *
     * @param hindrance why the last attempt failed, without effect
     */
    record Open(Optional<Hindrance> hindrance) implements HandInState {}

    /** The machine is being judged. */
    record Judging() implements HandInState {}

    /** Judged and stored; final. */
    record Done(HandIn handIn) implements HandInState {}

    /** Why a hand-in failed. Each has a message in every language. */
    enum Hindrance {
        /** The machine could not be inspected, or ended meanwhile. */
        MACHINE_GONE,
        /** The network changed during every attempt to judge it. */
        UNSTEADY,
        /** Something could not be tested, several times. The next hand-in counts it as failed. */
        UNTRIED,
        /** The database failed. */
        NOT_STORED
    }
}
