package org.patchbay.observe.kernel;

import java.util.List;
import java.util.OptionalInt;

/**
 * A bridge of the kernel: a switch whose ports are devices (bridge(8), IFLA_BR_*). Immutable.
 *
 * @param device its own device's name
 * @param vlanFiltering whether it filters by VLAN tag (IFLA_BR_VLAN_FILTERING)
 * @param stp whether it speaks the spanning tree protocol, so that ports start out blocked
 * @param ageing how long a learned address is kept, in hundredths of a second (IFLA_BR_AGEING_TIME, which ip(8) prints
 *     as {@code ageing_time}); empty if not reported
 * @param ports in the order of their devices
 * @param fdb its forwarding database: the port by hardware address
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
