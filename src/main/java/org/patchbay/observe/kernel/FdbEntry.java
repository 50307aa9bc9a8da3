package org.patchbay.observe.kernel;

import java.util.OptionalInt;

/**
 * One entry of a bridge's forwarding database (bridge(8), {@code bridge fdb}).
 *
 * @param device the port, or the bridge itself for its own addresses
 * @param mac lower case, colons
 * @param vlan empty for an entry without a VLAN
 * @param state {@code learned}, {@code static} or {@code permanent}; permanent entries of a port are the addresses of
 *     the port's own device, not those of hosts behind it
 */
public record FdbEntry(String device, String mac, OptionalInt vlan, String state) {}
