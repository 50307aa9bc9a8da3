package org.patchbay.check.frames;

import java.util.List;
import java.util.OptionalLong;
import org.patchbay.observe.parse.Frame;

/**
 * The way of one frame over the devices on which it was seen. Immutable.
 *
 * @param number unlike that of any other of the same {@link FrameJourneys}
 * @param sent what it carried as it was first sent: where addresses are translated its hops may show others
 * @param began when it was seen first, in seconds since the epoch by the sandbox's clock
 * @param hops in order: each comes behind the one that it came from
 * @param answer the number of the journey that answers this one, if one was seen
 */
public record FrameJourney(long number, Frame.Payload sent, double began, List<FrameHop> hops, OptionalLong answer) {
    public FrameJourney {
        hops = List.copyOf(hops);
    }

    FrameJourney answeredBy(OptionalLong other) {
        return answer.equals(other) ? this : new FrameJourney(number, sent, began, hops, other);
    }

    /** What it carried where it was seen first, in tcpdump's words. */
    public String caption() {
        return Caption.of(hops.getFirst().shown().payload());
    }
}
