package org.patchbay.observe.kernel;

/**
 * One entry of the neighbour (ARP) table.
 *
 * @param state {@code INCOMPLETE}, {@code REACHABLE}, {@code STALE}, {@code DELAY}, {@code PROBE}, {@code FAILED},
 *     {@code PERMANENT}; entries that ip-neighbour(8) does not list (NOARP, NONE) are left out
 * @param mac lower case, colons; empty while unresolved
 */
public record Neighbour(String device, int family, String address, String mac, String state) {}
