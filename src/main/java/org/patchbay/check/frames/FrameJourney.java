package org.patchbay.check.frames;

import java.util.List;
import java.util.OptionalLong;
import org.patchbay.observe.parse.Frame;

/**
 * The path of one frame over the devices on which it was seen. Immutable.
 *
 * @param number unique among the journeys of one {@link FrameJourneys}
 * @param sent its payload when first sent; hops after address translation may show another
 * @param began when it was first seen, in seconds since the epoch by the sandbox's clock
 * @param hops in order: each after its previous one
 * @param answer the number of the reply's journey, if one was seen
 */
public record FrameJourney(long number, Frame.Payload sent, double began, List<FrameHop> hops, OptionalLong answer) {
    public FrameJourney {
        hops = List.copyOf(hops);
    }

    FrameJourney answeredBy(OptionalLong other) {
        return answer.equals(other) ? this : new FrameJourney(number, sent, began, hops, other);
    }

    /** The payload where it was first seen, in tcpdump's words. */
    public String caption() {
        return Caption.of(hops.getFirst().shown().payload());
    }
}
