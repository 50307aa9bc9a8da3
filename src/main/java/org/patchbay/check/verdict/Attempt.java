package org.patchbay.check.verdict;

import java.util.List;

/**
 * What came of sending one packet, as the sandbox's agent did: routed, filtered and translated as any program's would be.
 *
 * @param detail more of how it ended, in the words of errno(3) or ping(8); the address that nobody told
 * @param sightings where the packet and its answers were seen, by time
 * @param startedAt seconds since the epoch by the sandbox's clock; likewise {@code endedAt}
 */
public record Attempt(Ending ending, String detail, List<Sighting> sightings, double startedAt, double endedAt)
        implements Finding {
    /** How it ended. */
    public enum Ending {
        /** The destination answered, and the sender got it. */
        ANSWERED,
        /** An answer came that says no: TCP's RST, ICMP's unreachable. */
        REFUSED,
        /** The sender's own kernel did not send it. */
        UNSENT,
        /** Nobody told the next hop's hardware address. */
        UNRESOLVED,
        /** It was sent, and nothing came back. */
        SILENT,
        /** It came in where it was waited for. */
        ARRIVED
    }

    /**
     * The packet, or what was said to it, at a device.
     *
     * @param namespace inode
     * @param incoming whether it came in there, or else went out
     * @param sourcePort 0 for a protocol without ports; likewise {@code destinationPort}
     * @param text what {@code tcpdump -n} would print of it, without time and length
     */
    public record Sighting(
            long namespace,
            String device,
            boolean incoming,
            Kind kind,
            Reach.Kind protocol,
            String source,
            int sourcePort,
            String destination,
            int destinationPort,
            String text) {
        /** What was said: the packet, its answer, or that it can't be delivered. */
        public enum Kind {
            REQUEST,
            REPLY,
            ERROR
        }
    }

    public Attempt {
        sightings = List.copyOf(sightings);
    }
}
