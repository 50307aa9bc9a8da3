package org.patchbay.lab.machine;

import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.probe.ProbeListener;

/**
 * Hears a sandbox's observer for somebody who comes later. What is told before that is forgotten but for its being
 * something: a look tells all of it. Thread-safe.
 */
final class DeferredProbeListener implements ProbeListener {
    private Optional<ProbeListener> listener = Optional.empty();
    private boolean changed;

    /** From now on, all goes there. */
    void tell(ProbeListener listener) {
        boolean missed;
        synchronized (this) {
            this.listener = Optional.of(listener);
            missed = changed;
        }
        if (missed) {
            listener.changed(0);
        }
    }

    @Override
    public void changed(long count) {
        heard().ifPresent(to -> to.changed(count));
    }

    @Override
    public void execution(Execution execution) {
        heard().ifPresent(to -> to.execution(execution));
    }

    @Override
    public void terminalEnded(String id, OptionalInt status) {
        heard().ifPresent(to -> to.terminalEnded(id, status));
    }

    @Override
    public void lost() {
        heard().ifPresent(ProbeListener::lost);
    }

    private synchronized Optional<ProbeListener> heard() {
        changed |= listener.isEmpty();
        return listener;
    }
}
