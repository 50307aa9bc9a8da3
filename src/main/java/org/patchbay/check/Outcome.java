package org.patchbay.check;

import java.util.List;

/** How a packet's journey ends, its answer's included. */
sealed interface Outcome {
    /**
     * It arrives, and so does its answer.
     *
     * @param hops all that happened, in order, there and back
     */
    record Arrives(List<Hop> hops) implements Outcome {
        public Arrives {
            hops = List.copyOf(hops);
        }
    }

    /** Something on the way is broken; this is the first. */
    record Broken(Verdict.Failed failed) implements Outcome {}

    /** Something that decides could not be seen, or is not understood. */
    record Unknown(Message reason) implements Outcome {}
}
