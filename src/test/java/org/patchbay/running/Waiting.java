package org.patchbay.running;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waits for changes by other threads, which call {@link #changed}. */
final class Waiting {
    /** Far longer than anything takes, for machines without hardware virtualisation on a busy host. */
    private static final long SECONDS = 240;

    private final Object lock = new Object();

    void changed(Runnable change) {
        synchronized (lock) {
            change.run();
            lock.notifyAll();
        }
    }

    <T> T read(Supplier<T> value) {
        synchronized (lock) {
            return value.get();
        }
    }

    /**
     * Waits for a value.
     *
     * @param otherwise describes the current state, if it does not arrive in time
     */
    <T> T until(Supplier<Optional<T>> found, Supplier<String> otherwise) throws TimeoutException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        synchronized (lock) {
            Optional<T> now = found.get();
            while (now.isEmpty()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new TimeoutException(otherwise.get());
                }
                lock.wait(left);
                now = found.get();
            }
            return now.get();
        }
    }
}
