package org.patchbay.check;

/** A protocol with ports. */
public enum Transport {
    TCP,
    UDP;

    /** As the kernel and tools write it. */
    String word() {
        return switch (this) {
            case TCP -> "tcp";
            case UDP -> "udp";
        };
    }
}
