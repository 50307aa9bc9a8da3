package org.patchbay.check.verdict;

/** A protocol with ports. */
public enum Transport {
    TCP,
    UDP;

    /** As the kernel and tools write it. */
    public String word() {
        return switch (this) {
            case TCP -> "tcp";
            case UDP -> "udp";
        };
    }
}
