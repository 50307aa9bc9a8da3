package org.patchbay.observe.kernel;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A device that is a port of a bridge (IFLA_BRPORT_*). Immutable.
 *
 * @param device its name
 * @param state {@code disabled}, {@code listening}, {@code learning}, {@code forwarding} or {@code blocking}
 * @param pvid the VLAN that untagged frames belong to; empty for none
 * @param vlans those whose frames pass, 1 to 4094; they matter only where the bridge filters VLANs
 * @param flags what it does with frames; empty if that was not told
 */
public record BridgePort(
        String device, String state, OptionalInt pvid, List<Integer> vlans, Optional<BridgePortFlags> flags) {
    public BridgePort {
        vlans = List.copyOf(vlans);
    }
}
