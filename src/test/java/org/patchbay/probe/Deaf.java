package org.patchbay.probe;

import java.util.OptionalInt;
import org.patchbay.observe.kernel.Execution;

/** A listener for tests that look by themselves and need not be told. */
public final class Deaf implements ProbeListener {
    @Override
    public void changed(long count) {}

    @Override
    public void execution(Execution execution) {}

    @Override
    public void terminalEnded(String id, OptionalInt status) {}

    @Override
    public void lost() {}
}
