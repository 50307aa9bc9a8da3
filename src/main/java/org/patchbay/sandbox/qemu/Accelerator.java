package org.patchbay.sandbox.qemu;

/** How QEMU runs a guest's instructions. */
enum Accelerator {
    /** By the processor itself. */
    KVM("kvm", "host"),
    /**
     * Translated by QEMU. The buffer for translated code is bounded, else it would grow to a gigabyte in each machine
     * that runs long enough; 26 MiB are in use at the first prompt. The processor has what SSH's ciphers and the kernel's
     * random numbers gain by, and nothing whose upkeep costs at every switch: an eighth less time than with "max".
     */
    TCG("tcg,tb-size=48", "qemu64,+ssse3,+sse4.1,+sse4.2,+popcnt,+aes,+pclmulqdq,+rdrand");

    private final String option;
    private final String cpu;

    Accelerator(String option, String cpu) {
        this.option = option;
        this.cpu = cpu;
    }

    /** For {@code -accel}. */
    String option() {
        return option;
    }

    /** For {@code -cpu}. */
    String cpu() {
        return cpu;
    }
}
