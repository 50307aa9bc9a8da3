package org.patchbay.check.verdict;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * An active probe: does an address answer, seen from a namespace? Immutable.
 *
 * @param from {@link org.patchbay.observe.kernel.Namespace#INIT} or a name of ip-netns(8)
 * @param address the destination, without a prefix
 * @param port 1 to 65535, for TCP and UDP only
 * @param via the device that the sender selects, as with {@code ping -I DEVICE}
 * @param source the source address that the sender selects
 * @param size bytes of ICMP payload, 0 to 65507; empty for ping's default of 56
 * @param dontFragment whether fragmentation is prohibited ({@code ping -M do})
 */
public record Reach(
        String from,
        String address,
        Kind kind,
        OptionalInt port,
        Optional<String> via,
        Optional<String> source,
        OptionalInt size,
        boolean dontFragment) {
    /** Protocol: an ARP request, an echo request, a TCP connection, a UDP datagram. */
    public enum Kind {
        ARP,
        ICMP,
        TCP,
        UDP
    }

    private static final int LARGEST_PORT = 65_535;
    private static final int LARGEST_PAYLOAD = 65_507;

    public Reach {
        boolean ported = kind == Kind.TCP || kind == Kind.UDP;
        if (from.isEmpty() || from.indexOf('/') >= 0) {
            throw new IllegalArgumentException("'" + from + "' is not a namespace name");
        }
        if (!isAddress(address)) {
            throw new IllegalArgumentException("'" + address + "' is not an address");
        }
        source.filter(own -> !isAddress(own)).ifPresent(own -> {
            throw new IllegalArgumentException("'" + own + "' is not an address");
        });
        if (via.isPresent()) {
            new DeviceName(from, via.get());
        }
        if (ported != port.isPresent() || port.isPresent() && !within(port.getAsInt(), 1, LARGEST_PORT)) {
            throw new IllegalArgumentException("TCP and UDP need a port from 1 to 65535, ARP and ICMP have none");
        }
        if ((size.isPresent() || dontFragment) && kind != Kind.ICMP) {
            throw new IllegalArgumentException("only ICMP has a size, or forbids to be fragmented");
        }
        if (size.isPresent() && !within(size.getAsInt(), 0, LARGEST_PAYLOAD)) {
            throw new IllegalArgumentException("a size is 0 to 65507 bytes");
        }
    }

    /** A plain ping. */
    public static Reach ping(String from, String address) {
        return new Reach(
                from,
                address,
                Kind.ICMP,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                false);
    }

    private static boolean isAddress(String text) {
        return text.indexOf('/') < 0
                && !text.equals("default")
                && Prefix.parse(text).isPresent();
    }

    private static boolean within(int value, int least, int most) {
        return value >= least && value <= most;
    }
}
