package org.patchbay.running;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waits for what other threads tell: each who changes something that is waited for calls {@link #changed}. */
final class Waiting {
    private static final long SECONDS = 60;

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
     * What is looked for, once it is there.
     *
     * @param otherwise says what there was, if it does not come within a minute
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
