package org.patchbay.sandbox.qemu;

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
    String option(int translatedMiB) {
        return switch (this) {
            case KVM -> "kvm";
            case TCG -> "tcg,tb-size=" + translatedMiB;
        };
    }

    /** For {@code -cpu}. */
    String cpu() {
        return cpu;
    }
}
