package org.patchbay.observe.kernel;

/**
 * The action for packets that match a rule.
 *
 * @param argument of a jump or goto the chain; of DNAT, SNAT, REDIRECT and MASQUERADE the address and port as iptables
 *     writes them ({@code 10.0.0.2:80}, {@code :8080}); of OTHER its name; else empty
 */
public record RuleAction(Kind kind, String argument) {
    /** Kinds of actions. {@code NONE} continues with the next rule: it counts, logs or marks. */
    public enum Kind {
        ACCEPT,
        DROP,
        REJECT,
        RETURN,
        JUMP,
        GOTO,
        DNAT,
        SNAT,
        MASQUERADE,
        REDIRECT,
        NONE,
        OTHER
    }
}
