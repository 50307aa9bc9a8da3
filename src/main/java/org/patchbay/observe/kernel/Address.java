package org.patchbay.observe.kernel;

import java.util.Optional;

/**
 * An address on a device (rtnetlink(7), RTM_NEWADDR).
 *
 * @param family 4 or 6
 * @param address as text, canonical (RFC 5952 for IPv6)
 * @param prefix 0 to 32, or 128
 * @param scope {@code global}, {@code link}, {@code host}
 * @param peer the other end's address, to which the prefix then belongs (ip-address(8)); empty for a plain address
 * @param temporary whether the kernel deletes it when its lifetime ends; empty if the sandbox could not tell
 */
public record Address(
        String device,
        int family,
        String address,
        int prefix,
        String scope,
        Optional<String> peer,
        Optional<Boolean> temporary) {
    /** A permanent address without a peer. */
    public Address(String device, int family, String address, int prefix, String scope) {
        this(device, family, address, prefix, scope, Optional.empty(), Optional.of(false));
    }

    /** {@code 10.70.2.10/24}. */
    public String cidr() {
        return address + "/" + prefix;
    }

    /** As ip-address(8) prints it: {@code 10.70.2.10/24}, or {@code 10.70.2.10 peer 10.70.2.11/24}. */
    public String text() {
        return peer.map(other -> address + " peer " + other + "/" + prefix).orElseGet(this::cidr);
    }
}
