package org.patchbay.sandbox.qemu;

/** How QEMU runs a guest's instructions. */
enum Accelerator {
    /** Native execution by the processor. */
    KVM("host"),
    /**
     * Translation by QEMU. The CPU model has the features that SSH's ciphers and the kernel's random numbers benefit
     * from, and none that are costly at each context switch: an eighth less time than "max".
     */
    TCG("qemu64,+ssse3,+sse4.1,+sse4.2,+popcnt,+aes,+pclmulqdq,+rdrand");

    private final String cpu;

    Accelerator(String cpu) {
        this.cpu = cpu;
    }

    /** The value of {@code -accel}. */
    String option(int translatedMiB) {
        return switch (this) {
            case KVM -> "kvm";
            case TCG -> "tcg,tb-size=" + translatedMiB;
        };
    }

    /** The value of {@code -cpu}. */
    String cpu() {
        return cpu;
    }
}
