package org.patchbay.check;

/** States of a bridge port, named as in the kernel (bridge(8), IFLA_BRPORT_STATE). */
public enum PortState {
    DISABLED,
    LISTENING,
    LEARNING,
    FORWARDING,
    BLOCKING
}
