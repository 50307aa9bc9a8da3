package org.patchbay.sandbox.qemu;

import org.patchbay.sandbox.Profile;

/**
 * Limits QEMU's buffer for translated code, which would otherwise grow to a gigabyte in each long-running machine. QEMU
 * never gives back used buffer; when it is full, everything is translated again when it is next needed.
 */
public enum CodeCache {
    /** As little as a learner's pace allows: many machines share a host. */
    FRUGAL,
    /** So much that hardly anything is translated twice: for few machines that never rest. */
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
            // 20 are in use at the first prompt; a lesson's commands fit in beside that.
            case NET -> 48;
            // Docker's programs are many and large: the commands of its lesson fill this twice, and 28 filled 189
            // times.
            case DOCKER -> 192;
        };
    }
}
