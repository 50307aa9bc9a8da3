package org.patchbay.check.verdict;

import java.net.InetAddress;
import java.util.Optional;

/**
 * An address with a prefix length, of either family. Immutable.
 *
 * @param address canonical
 * @param length bits, 0 to 32 or 128
 */
public record Prefix(InetAddress address, int length) {
    /** Parses {@code 10.70.2.0/24}, {@code default}, or a bare address. Empty for anything else. */
    public static Optional<Prefix> parse(String text) {
        if (text.equals("default")) {
            return parse("0.0.0.0/0");
        }
        int slash = text.indexOf('/');
        try {
            InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int bits = address.getAddress().length * 8;
            int length = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            return length < 0 || length > bits ? Optional.empty() : Optional.of(new Prefix(address, length));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The IPv4 netmask: {@code 255.255.255.0}. */
    public String mask() {
        int bits = length == 0 ? 0 : -1 << Math.max(0, 32 - length);
        return (bits >>> 24) + "." + (bits >>> 16 & 255) + "." + (bits >>> 8 & 255) + "." + (bits & 255);
    }

    /** The address family, 4 or 6. */
    public int family() {
        return address.getAddress().length == 4 ? 4 : 6;
    }

    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < length; bit++) {
            int mask = 0x80 >> (bit & 7);
            if ((mine[bit >> 3] & mask) != (theirs[bit >> 3] & mask)) {
                return false;
            }
        }
        return true;
    }
}
