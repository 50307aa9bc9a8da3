package org.patchbay.check.packet;

import java.util.List;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Verdict;

/** How a packet's journey ends, its answer's included. */
public sealed interface PacketOutcome {
    /**
     * It arrives, and so does its answer.
     *
     * @param hops all that happened, in order, there and back
     */
    record Arrives(List<Hop> hops) implements PacketOutcome {
        public Arrives {
            hops = List.copyOf(hops);
        }
    }

    /** Something on the way is broken; this is the first. */
    record Broken(Verdict.Failed failed) implements PacketOutcome {}

    /** Something that decides could not be seen, or is not understood. */
    record Unknown(Message reason) implements PacketOutcome {}
}
