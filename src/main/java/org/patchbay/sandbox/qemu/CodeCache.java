package org.patchbay.sandbox.qemu;

import org.patchbay.sandbox.Profile;

/**
 * Limits QEMU's buffer for translated code, which would otherwise grow to a gigabyte in each long-running machine. QEMU
 * never frees it; when it is full, it is emptied and code is translated again as needed.
 */
public enum CodeCache {
    /** Enough at a learner's pace, where many machines share a host. */
    FRUGAL,
    /** Hardly any code is translated twice: for few machines that are always busy. */
    AMPLE;

    private static final int PLENTY = 256;

    int mebibytes(Profile profile) {
        return switch (this) {
            case FRUGAL -> frugal(profile);
            case AMPLE -> PLENTY;
        };
    }

    private static int frugal(Profile profile) {
        return switch (profile) {
            // 20 MiB are used at the first prompt; a lesson's commands fit into the rest.
            case NET -> 48;
            // Docker's programs are large: its lesson's commands fill this twice, and 28 MiB 189 times.
            case DOCKER -> 192;
        };
    }
}
