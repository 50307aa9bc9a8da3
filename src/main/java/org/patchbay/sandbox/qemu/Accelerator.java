package org.patchbay.sandbox.qemu;

/** How QEMU runs a guest's instructions. */
enum Accelerator {
    /** By the processor itself. */
    KVM("kvm", "host"),
    /**
     * Translated by QEMU. The buffer for translated code is bounded, else it would grow to a gigabyte in each machine
     * that runs long enough.
     */
    TCG("tcg,tb-size=96", "max,la57=off");

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
