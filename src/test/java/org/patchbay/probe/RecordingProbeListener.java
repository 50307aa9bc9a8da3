package org.patchbay.probe;

import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.patchbay.observe.kernel.Execution;

/** A listener that keeps its calls for a test. */
final class RecordingProbeListener implements ProbeListener {
    private final BlockingQueue<Object> all = new LinkedBlockingQueue<>();

    record Changed(long count) {}

    record Ended(String terminal, OptionalInt status) {}

    @Override
    public void changed(long count) {
        all.add(new Changed(count));
    }

    @Override
    public void execution(Execution execution) {
        all.add(execution);
    }

    @Override
    public void terminalEnded(String id, OptionalInt status) {
        all.add(new Ended(id, status));
    }

    /** Waits for a call of a kind; drops earlier ones. */
    <T> T next(Class<T> kind, Predicate<T> wanted) throws InterruptedException {
        while (true) {
            Object one = all.poll(4, TimeUnit.MINUTES);
            if (one == null) {
                throw new AssertionError("no " + kind.getSimpleName() + " within four minutes");
            }
            if (kind.isInstance(one) && wanted.test(kind.cast(one))) {
                return kind.cast(one);
            }
        }
    }

    void forget() {
        all.clear();
    }
}
