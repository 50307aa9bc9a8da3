package org.patchbay.check.verdict;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A question to the network: from a namespace, does an address answer? Immutable.
 *
 * @param from {@link org.patchbay.observe.kernel.Namespace#INIT} or a name of ip-netns(8)
 * @param address the address that is to answer, without a prefix
 * @param port 1 to 65535; of TCP and UDP, and of no other kind
 * @param via the device that the sender chooses, as {@code ping -I DEVICE} does
 * @param source the source address that the sender chooses
 * @param size bytes of ICMP payload, 0 to 65507; empty for ping's own 56
 * @param dontFragment whether the packet may not be cut in pieces ({@code ping -M do})
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
    /** What is sent: an ARP request, an echo request, the first segment of a connection, a datagram. */
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
            throw new IllegalArgumentException("'" + address + "' is no address");
        }
        source.filter(own -> !isAddress(own)).ifPresent(own -> {
            throw new IllegalArgumentException("'" + own + "' is no address");
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

    /** What a plain ping asks. */
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
