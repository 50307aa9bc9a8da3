package org.patchbay.observe.kernel;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A network device as rtnetlink(7) describes it.
 *
 * @param index its number in its namespace
 * @param kind {@code IFLA_INFO_KIND}: veth, bridge, dummy …; {@code loopback} for lo; empty for hardware
 * @param up whether IFF_UP is set: what {@code ip link set up} does
 * @param carrier whether IFF_LOWER_UP is set: the link has a carrier
 * @param operstate {@code UP}, {@code DOWN}, {@code LOWERLAYERDOWN}, {@code UNKNOWN} … as {@code ip link} prints it
 * @param mtu bytes
 * @param mac lower case, colons; empty where there is none
 * @param peerIndex index of the other end of a veth (IFLA_LINK)
 * @param peerNamespace inode of the namespace the other end is in; empty if it is this one or unknown
 * @param master index of the bridge or bond it is a port of
 * @param altNames its alternative names (altname): commands accept them, lists show them beside the name
 */
public record Link(
        int index,
        String name,
        String kind,
        boolean up,
        boolean carrier,
        String operstate,
        int mtu,
        String mac,
        OptionalInt peerIndex,
        OptionalLong peerNamespace,
        OptionalInt master,
        List<String> altNames) {
    public Link {
        altNames = altNames == null ? List.of() : List.copyOf(altNames);
    }
}
