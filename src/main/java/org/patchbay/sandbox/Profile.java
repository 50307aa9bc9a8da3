package org.patchbay.sandbox;

import java.util.Locale;

/** What a sandbox is prepared for. A lesson names one; each has a template of its own. */
public enum Profile {
    /** Network namespaces and the classic tools; Docker is installed but not running. */
    NET(192, 96);

    private final int memoryMiB;
    private final int reserveMiB;

    Profile(int memoryMiB, int reserveMiB) {
        this.memoryMiB = memoryMiB;
        this.reserveMiB = reserveMiB;
    }

    /** What the machine inside believes it has, in MiB. Most of it stays shared with the template. */
    public int memoryMiB() {
        return memoryMiB;
    }

    /** What one machine in use is counted with when places are given out, in MiB: above the usual, below the worst. */
    public int reserveMiB() {
        return reserveMiB;
    }

    /** As a lesson file and the machine's kernel command line spell it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
