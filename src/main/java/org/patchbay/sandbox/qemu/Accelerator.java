package org.patchbay.sandbox.qemu;

import org.patchbay.sandbox.Profile;

/** How QEMU runs a guest's instructions. */
enum Accelerator {
    /** By the processor itself. */
    KVM("host"),
    /**
     * Translated by QEMU. The processor has what SSH's ciphers and the kernel's random numbers gain by, and nothing whose
     * upkeep costs at every switch: an eighth less time than with "max".
     */
    TCG("qemu64,+ssse3,+sse4.1,+sse4.2,+popcnt,+aes,+pclmulqdq,+rdrand");

    private final String cpu;

    Accelerator(String cpu) {
        this.cpu = cpu;
    }

    /** For {@code -accel}. */
    String option(Profile profile) {
        return switch (this) {
            case KVM -> "kvm";
            case TCG -> "tcg,tb-size=" + translatedMiB(profile);
        };
    }

    /** For {@code -cpu}. */
    String cpu() {
        return cpu;
    }

    /**
     * How much translated code a machine keeps, in MiB: else it would grow to a gigabyte in each that runs long enough.
     * What has been used is never given back; when the buffer is full, all in it is translated anew as it is needed.
     */
    private static int translatedMiB(Profile profile) {
        return switch (profile) {
            // 20 are in use at the first prompt; a lesson's commands fit in beside that.
            case NET -> 48;
            // The prompt and the first answer of Docker's daemon leave 34. One "docker run" fills 48 eleven times, as
            // its
            // programs are many and large, and 28 as often as 28 times, for which it takes an eighth longer.
            case DOCKER -> 28;
        };
    }
}
