package org.patchbay.check.verdict;

import java.util.List;

/**
 * The result of an active probe: one packet sent by the sandbox's agent, routed, filtered and translated like any
 * program's.
 *
 * @param detail more about the result, in the words of errno(3) or ping(8); or the unresolved address
 * @param sightings where the packet and its replies were seen, ordered by time
 * @param startedAt seconds since the epoch by the sandbox's clock; likewise {@code endedAt}
 */
public record Attempt(Ending ending, String detail, List<Sighting> sightings, double startedAt, double endedAt)
        implements Finding {
    /** How a probe ended. */
    public enum Ending {
        /** The sender received a reply. */
        ANSWERED,
        /** The sender received a refusal: TCP's RST, ICMP's unreachable. */
        REFUSED,
        /** The sender's own kernel did not send it. */
        UNSENT,
        /** The next hop's hardware address was not resolved. */
        UNRESOLVED,
        /** It was sent, but there was no reply. */
        SILENT,
        /** It arrived at the expected namespace. */
        ARRIVED
    }

    /**
     * The packet, or a reaction to it, at a device.
     *
     * @param namespace inode
     * @param incoming whether it was received there, not sent
     * @param sourcePort 0 for a protocol without ports; likewise {@code destinationPort}
     * @param text what {@code tcpdump -n} would print, without time and length
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
        /** What was seen: the packet, its reply, or a delivery error. */
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
