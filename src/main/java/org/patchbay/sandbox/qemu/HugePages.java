package org.patchbay.sandbox.qemu;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Transparent huge pages (Linux, Documentation/admin-guide/mm/transhuge.rst). QEMU requests them, or the host enables
 * them for all; then a machine that touches 4 KiB takes 2 MiB.
 */
@SuppressWarnings("restricted")
final class HugePages {
    /** PR_SET_THP_DISABLE, linux/prctl.h. */
    private static final int DISABLE = 41;

    private static final MethodHandle PRCTL = SealedMemory.function(
            "prctl",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG),
            Linker.Option.firstVariadicArg(1));

    private HugePages() {}

    /**
     * Disables them for this process and its children (prctl(2), PR_SET_THP_DISABLE). A kernel that does not know the
     * option has none to disable.
     */
    static void refuse() throws IOException {
        try {
            int ignored = (int) PRCTL.invokeExact(DISABLE, 1L, 0L, 0L, 0L);
        } catch (Throwable e) {
            throw new IOException("prctl could not be called", e);
        }
    }
}
