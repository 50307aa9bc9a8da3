package org.patchbay.bench;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets one thread wait for bytes that another receives; keeps only the bytes needed for the search. */
final class ByteWaiter {
    private byte[] wanted = new byte[0];
    private int matched;
    private boolean found;
    private long foundAt;

    /** Searches for this in the bytes after the call. */
    synchronized void expect(String text) {
        wanted = text.getBytes(StandardCharsets.UTF_8);
        matched = 0;
        found = false;
    }

    synchronized void received(byte[] bytes, int from, int to) {
        for (int i = from; i < to && !found && wanted.length > 0; i++) {
            // Marks are chosen so that no part of them but their first byte begins them again.
            matched = bytes[i] == wanted[matched] ? matched + 1 : bytes[i] == wanted[0] ? 1 : 0;
            if (matched == wanted.length) {
                found = true;
                foundAt = System.nanoTime();
                notifyAll();
            }
        }
    }

    /** When it had come, by {@link System#nanoTime()}. */
    synchronized long await(long seconds) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!found) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new TimeoutException(
                        "'" + new String(wanted, StandardCharsets.UTF_8) + "' did not come in " + seconds + " s");
            }
            wait(left);
        }
        return foundAt;
    }
}
