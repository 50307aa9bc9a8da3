package org.patchbay.observe.kernel;

import java.util.List;
import java.util.OptionalInt;

/**
 * A bridge of the kernel: a switch whose ports are devices (bridge(8), IFLA_BR_*). Immutable.
 *
 * @param device its own device's name
 * @param vlanFiltering whether it minds VLAN tags (IFLA_BR_VLAN_FILTERING)
 * @param stp whether it speaks the spanning tree protocol, so that ports start out blocked
 * @param ageing how long it remembers behind which port an address was, in hundredths of a second (IFLA_BR_AGEING_TIME, which
 *     ip(8) prints as {@code ageing_time}); empty if that was not told
 * @param ports in the order of their devices
 * @param fdb its forwarding database: behind which port a hardware address is
 */
public record Bridge(
        String device,
        boolean vlanFiltering,
        boolean stp,
        OptionalInt ageing,
        List<BridgePort> ports,
        List<FdbEntry> fdb) {
    public Bridge {
        ports = List.copyOf(ports);
        fdb = List.copyOf(fdb);
    }
}
