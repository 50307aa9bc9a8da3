package org.patchbay.lab.event;

import java.util.Optional;
import org.patchbay.progress.HandIn;

/** Where a graded lab stands with its hand-in, of which there is one. */
public sealed interface HandInState {
    /**
     * Not handed in.
     *
     * @param hindrance what kept the last try from being judged; nothing has come of that try
     */
    record Open(Optional<Hindrance> hindrance) implements HandInState {}

    /** The machine is being judged. */
    record Judging() implements HandInState {}

    /** Judged and stored. Nothing changes that any more. */
    record Done(HandIn handIn) implements HandInState {}

    /** Why nothing came of a hand-in. Each has a sentence in every language. */
    enum Hindrance {
        /** The machine could not be looked at, or went away meanwhile. */
        MACHINE_GONE,
        /** The network changed each time while it was being judged. */
        UNSTEADY,
        /** Something could not be tried out, several times over. The next hand-in counts it as not solved. */
        UNTRIED,
        /** The database would not take it. */
        NOT_STORED
    }
}
