package org.patchbay.observe.kernel;

/**
 * An address on a device (rtnetlink(7), RTM_NEWADDR).
 *
 * @param family 4 or 6
 * @param address as text, canonical (RFC 5952 for IPv6)
 * @param prefix 0 to 32, or 128
 * @param scope {@code global}, {@code link}, {@code host}
 */
public record Address(String device, int family, String address, int prefix, String scope) {
    /** {@code 10.70.2.10/24}. */
    public String cidr() {
        return address + "/" + prefix;
    }
}
