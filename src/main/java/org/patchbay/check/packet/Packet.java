package org.patchbay.check.packet;

import java.util.OptionalInt;
import org.patchbay.check.verdict.Reach;

/**
 * A packet at one point of its path; translation changes addresses and ports. Immutable.
 *
 * @param kind of the payload
 * @param source empty for a sender without an address
 * @param sourcePort empty if the kernel selects it, and for a protocol without ports
 * @param destinationPort likewise
 * @param answer whether it is the reply
 * @param length bytes, from the IP header on
 * @param dontFragment whether fragmentation is prohibited
 */
public record Packet(
        Reach.Kind kind,
        String source,
        OptionalInt sourcePort,
        String destination,
        OptionalInt destinationPort,
        boolean answer,
        int length,
        boolean dontFragment) {
    private static final int IP_AND_ICMP = 28;
    private static final int PING_PAYLOAD = 56;
    private static final int SYN = 60;

    /** The packet that the sender passes to its kernel. */
    static Packet first(Reach reach) {
        int length = switch (reach.kind()) {
            case ICMP -> IP_AND_ICMP + reach.size().orElse(PING_PAYLOAD);
            case TCP -> SYN;
            case ARP, UDP -> IP_AND_ICMP;
        };
        return new Packet(
                reach.kind(),
                reach.source().orElse(""),
                OptionalInt.empty(),
                reach.address(),
                reach.port(),
                false,
                length,
                reach.dontFragment());
    }

    /** The reply to this packet. An echo reply may always be fragmented. */
    Packet answered() {
        return new Packet(kind, destination, destinationPort, source, sourcePort, true, length, false);
    }

    Packet from(String address) {
        return from(address, sourcePort);
    }

    Packet from(String address, OptionalInt port) {
        return new Packet(kind, address, port, destination, destinationPort, answer, length, dontFragment);
    }

    Packet to(String address, OptionalInt port) {
        return new Packet(kind, source, sourcePort, address, port, answer, length, dontFragment);
    }

    /** The length of one fragment on a device with this MTU. */
    Packet cut(int mtu) {
        return new Packet(
                kind,
                source,
                sourcePort,
                destination,
                destinationPort,
                answer,
                Math.min(length, Math.max(0, mtu)),
                dontFragment);
    }
}
