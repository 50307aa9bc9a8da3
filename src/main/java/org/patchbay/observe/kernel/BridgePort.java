package org.patchbay.observe.kernel;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A device that is a port of a bridge (IFLA_BRPORT_*). Immutable.
 *
 * @param device its name
 * @param state {@code disabled}, {@code listening}, {@code learning}, {@code forwarding} or {@code blocking}
 * @param pvid the VLAN of untagged frames; empty for none
 * @param vlans allowed VLANs, 1 to 4094; used only if the bridge filters VLANs
 * @param flags empty if not reported
 */
public record BridgePort(
        String device, String state, OptionalInt pvid, List<Integer> vlans, Optional<BridgePortFlags> flags) {
    public BridgePort {
        vlans = List.copyOf(vlans);
    }
}
