package org.patchbay.check.verdict;

/** A protocol with ports. */
public enum Transport {
    TCP,
    UDP;

    /** The name that the kernel and tools use. */
    public String word() {
        return switch (this) {
            case TCP -> "tcp";
            case UDP -> "udp";
        };
    }
}
