package org.patchbay.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Distributes one stream to many readers, each at its own pace, from one {@link Scrollback} without queues. The writer
 * blocks while the owner's fastest viewer has more than {@value #WINDOW} bytes unacknowledged, or the output processor lags by
 * {@value #PROCESSING_LAG}: neither loses a byte, and memory is bounded. Viewers of others are never waited for.
 * Thread-safe.
 */
final class OutputFanout {
    /** Limit of unacknowledged bytes per viewer. */
    static final int WINDOW = 256 * 1024;

    static final int PROCESSING_LAG = 512 * 1024;

    final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition processable = lock.newCondition();
    private final List<Viewer> viewers = new ArrayList<>();
    private final Scrollback scrollback;
    private long processed;
    private boolean processorWoken;
    private long announcedEnd;
    private boolean connected;
    private boolean wasConnected;
    private int endings;
    private boolean over;
    private OptionalInt status = OptionalInt.empty();
    private boolean closed;

    OutputFanout(Scrollback scrollback) {
        this.scrollback = scrollback;
        this.processed = scrollback.end();
        this.announcedEnd = scrollback.end();
    }

    /** Appends bytes to the stream; blocks while there is no room. Does nothing if closed. */
    void append(byte[] bytes, int from, int length) throws InterruptedException {
        List<Viewer.DirectSend> directSends;
        lock.lockInterruptibly();
        try {
            while (!closed && mustWait()) {
                room.await();
            }
            if (closed) {
                return;
            }
            scrollback.append(bytes, from, length);
            directSends = viewers.stream()
                    .flatMap(viewer -> viewer.directSend().stream())
                    .toList();
        } finally {
            lock.unlock();
        }
        // Viewers first: output processing would occupy the CPU.
        directSends.forEach(Viewer.DirectSend::run);
        signalProcessor();
    }

    private void signalProcessor() {
        lock.lock();
        try {
            processable.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Bytes of the stream are missing. Called after the output processor has processed everything before. */
    void skip(long bytes) {
        lock.lock();
        try {
            scrollback.skip(bytes);
            processed = scrollback.end();
            wakeReaders();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether the source is connected.
     *
     * @param end the end of the source's stream, as far as it is known
     */
    void connected(boolean now, long end) {
        lock.lock();
        try {
            connected = now;
            wasConnected |= now;
            over &= !now;
            announcedEnd = Math.max(announcedEnd, end);
            wakeReaders();
        } finally {
            lock.unlock();
        }
    }

    /** The shell has ended; another may follow. */
    void ended(OptionalInt exitStatus) {
        lock.lock();
        try {
            status = exitStatus;
            endings++;
            over = true;
            wakeReaders();
        } finally {
            lock.unlock();
        }
    }

    /** Closes all viewers and wakes blocked threads. */
    void close() {
        lock.lock();
        try {
            closed = true;
            room.signalAll();
            wakeReaders();
            viewers.clear();
        } finally {
            lock.unlock();
        }
    }

    boolean hasClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Offset after the last byte of the stream. */
    long end() {
        lock.lock();
        try {
            return scrollback.end();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next bytes for the output processor, at most 32 KiB.
     *
     * @param nanos how long to wait for them
     * @return empty after that time, when woken, or when this is closed and all has been taken
     */
    byte[] takeForProcessor(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (processed == scrollback.end() && !closed && !processorWoken && left > 0) {
                left = processable.awaitNanos(left);
            }
            processorWoken = false;
            return scrollback.read(processed, Viewer.BATCH);
        } finally {
            lock.unlock();
        }
    }

    /** The output processor has processed this many bytes. */
    void processed(int bytes) {
        lock.lock();
        try {
            processed += bytes;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Makes {@link #takeForProcessor} return, possibly without bytes. */
    void wakeProcessor() {
        lock.lock();
        try {
            processorWoken = true;
            processable.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when the output processor has processed everything so far, or this is closed. */
    void awaitProcessor() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && processed < scrollback.end()) {
                room.await();
            }
        } finally {
            lock.unlock();
        }
    }

    Viewer join(OptionalLong from, Viewer.Role role, ViewerSink sink) {
        lock.lock();
        try {
            Viewer viewer = new Viewer(this, role, sink, from);
            if (closed) {
                viewer.close();
            } else {
                viewers.add(viewer);
                viewer.start();
            }
            return viewer;
        } finally {
            lock.unlock();
        }
    }

    // The following methods are for viewers, which hold the lock.

    Scrollback scrollback() {
        return scrollback;
    }

    boolean isClosed() {
        return closed;
    }

    boolean isConnected() {
        return connected;
    }

    /** The greatest offset known to exist. */
    long knownEnd() {
        return Math.max(announcedEnd, scrollback.end());
    }

    /** Whether the source was connected at least once, so that {@link #knownEnd()} is reliable. */
    boolean wasConnected() {
        return wasConnected;
    }

    /** The number of shells that have ended. */
    int endings() {
        return endings;
    }

    /** The same without the last one, if no shell has followed it: a new viewer must be notified of that end. */
    int endingsBefore() {
        return over ? endings - 1 : endings;
    }

    OptionalInt status() {
        return status;
    }

    void leave(Viewer viewer) {
        viewers.remove(viewer);
        room.signalAll();
    }

    void acknowledged() {
        room.signalAll();
    }

    private boolean mustWait() {
        if (scrollback.end() - processed > PROCESSING_LAG) {
            return true;
        }
        boolean owned = false;
        for (Viewer viewer : viewers) {
            if (viewer.role() == Viewer.Role.OWNER) {
                owned = true;
                if (scrollback.end() - viewer.acknowledged() <= WINDOW) {
                    return false;
                }
            }
        }
        return owned;
    }

    private void wakeReaders() {
        processable.signalAll();
        for (Viewer viewer : viewers) {
            viewer.wake();
        }
    }
}
