package org.patchbay.observe.kernel;

/**
 * One thing that a rule asks of a packet.
 *
 * @param key {@code protocol} (tcp, udp, icmp … or a number), {@code source}, {@code destination} (an address or prefix),
 *     {@code in}, {@code out} (a device; a last {@code +} stands for any ending), {@code source-port},
 *     {@code destination-port} (a port, {@code from:to}, or several with commas), {@code ct-state} (names with commas,
 *     lower case), {@code icmp-type} (a number), {@code source-type}, {@code destination-type} (xt_addrtype: LOCAL …),
 *     {@code mark}, {@code comment} (asks nothing), or {@link #OTHER}
 * @param negated whether it asks for the contrary
 */
public record RuleCondition(String key, boolean negated, String value) {
    /** What was not understood; its value names the match. */
    public static final String OTHER = "other";
}
