package org.patchbay.check;

/** The states of a bridge's port (bridge(8), IFLA_BRPORT_STATE); the names are the kernel's. */
public enum PortState {
    DISABLED,
    LISTENING,
    LEARNING,
    FORWARDING,
    BLOCKING
}
