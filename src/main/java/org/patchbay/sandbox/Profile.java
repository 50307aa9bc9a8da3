package org.patchbay.sandbox;

import java.util.Arrays;
import java.util.Locale;

/** What a sandbox is prepared for. A lesson names one; each has a template of its own. */
public enum Profile {
    /** Network namespaces and the classic tools; Docker is installed but not running. */
    NET(192, 96),
    /** Docker's daemon runs and has its images. */
    DOCKER(384, 384);

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

    /** The profile of that key. @throws IllegalArgumentException if there is none */
    public static Profile of(String key) {
        return Arrays.stream(values())
                .filter(profile -> profile.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + key + "' is no profile"));
    }

    /** As a lesson file and the machine's kernel command line spell it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
