package org.patchbay.sandbox;

import java.util.Arrays;
import java.util.Locale;

/** What a sandbox is prepared for. A lesson selects one; each has its own template. */
public enum Profile {
    /** Network namespaces and the classic tools; Docker is installed but not running. */
    NET(192, 96),
    /** Docker's daemon is running and has its images. */
    DOCKER(384, 384);

    private final int memoryMiB;
    private final int reserveMiB;

    Profile(int memoryMiB, int reserveMiB) {
        this.memoryMiB = memoryMiB;
        this.reserveMiB = reserveMiB;
    }

    /** The machine's memory in MiB. Most of it is shared with the template. */
    public int memoryMiB() {
        return memoryMiB;
    }

    /** The memory counted per machine in use for admission, in MiB: above the usual, below the worst case. */
    public int reserveMiB() {
        return reserveMiB;
    }

    /** The profile of this key. @throws IllegalArgumentException if there is none */
    public static Profile of(String key) {
        return Arrays.stream(values())
                .filter(profile -> profile.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + key + "' is not a profile"));
    }

    /** The name in lesson files and on the machine's kernel command line. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
