package org.patchbay.observe.kernel;

/**
 * One match of a rule (iptables-extensions(8)).
 *
 * @param key {@code protocol} (tcp, udp, icmp … or a number), {@code source}, {@code destination} (an address or
 *     prefix), {@code in}, {@code out} (a device; a last {@code +} matches any ending), {@code source-port}, {@code
 *     destination-port} (a port, {@code from:to}, or several with commas), {@code ct-state} (names with commas, lower
 *     case), {@code icmp-type} (a number), {@code source-type}, {@code destination-type} (xt_addrtype: LOCAL …), {@code
 *     mark}, {@code comment} (always matches), or {@link #OTHER}
 * @param negated whether the match is inverted
 */
public record RuleCondition(String key, boolean negated, String value) {
    /** A match that was not understood; the value is its name. */
    public static final String OTHER = "other";
}
