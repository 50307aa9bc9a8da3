package org.patchbay.sandbox.qemu;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Transparent huge pages (Linux, Documentation/admin-guide/mm/transhuge.rst). QEMU asks for them, or the machine gives them
 * to all: then 2 MiB are taken where a machine that only waits has touched 4 KiB.
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
     * Does without them from now on, in this process and all that it starts (prctl(2), PR_SET_THP_DISABLE). A kernel that
     * does not know them has none to give, which is as good.
     */
    static void refuse() throws IOException {
        try {
            int ignored = (int) PRCTL.invokeExact(DISABLE, 1L, 0L, 0L, 0L);
        } catch (Throwable e) {
            throw new IOException("prctl could not be called", e);
        }
    }
}
