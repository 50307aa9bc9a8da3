package org.patchbay.check.packet;

import java.util.List;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Verdict;

/** The result of a packet's journey including its reply. */
public sealed interface PacketOutcome {
    /**
     * The packet and its reply arrive.
     *
     * @param hops all events in order, both ways
     */
    record Arrives(List<Hop> hops) implements PacketOutcome {
        public Arrives {
            hops = List.copyOf(hops);
        }
    }

    /** The first fault on the path. */
    record Broken(Verdict.Failed failed) implements PacketOutcome {}

    /** A deciding fact was not observed, or is not understood. */
    record Unknown(Message reason) implements PacketOutcome {}
}
