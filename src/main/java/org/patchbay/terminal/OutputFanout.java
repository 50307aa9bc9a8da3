package org.patchbay.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One stream from one writer to many readers, each at its own pace. All read from one {@link Scrollback}; nothing is
 * queued per reader. The writer waits while the owner's quickest viewer has more than {@value #WINDOW} bytes
 * unacknowledged, or the archive lags by {@value #ARCHIVE_LAG}: so neither loses a byte, and memory is bounded. Viewers
 * that only watch are never waited for. Safe for several threads.
 */
final class OutputFanout {
    /** How many bytes a viewer may have been sent without acknowledging them. */
    static final int WINDOW = 256 * 1024;

    static final int ARCHIVE_LAG = 512 * 1024;

    final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition archivable = lock.newCondition();
    private final List<Viewer> viewers = new ArrayList<>();
    private final Scrollback scrollback;
    private long archived;
    private boolean archiveWoken;
    private long announcedEnd;
    private boolean connected;
    private boolean wasConnected;
    private int endings;
    private boolean over;
    private OptionalInt status = OptionalInt.empty();
    private boolean closed;

    OutputFanout(Scrollback scrollback) {
        this.scrollback = scrollback;
        this.archived = scrollback.end();
        this.announcedEnd = scrollback.end();
    }

    /** Gives bytes to all; waits for room. Returns at once, giving nothing, when this is closed. */
    void append(byte[] bytes, int from, int length) throws InterruptedException {
        List<Viewer.DirectSend> errands;
        lock.lockInterruptibly();
        try {
            while (!closed && mustWait()) {
                room.await();
            }
            if (closed) {
                return;
            }
            scrollback.append(bytes, from, length);
            errands = viewers.stream()
                    .flatMap(viewer -> viewer.directSend().stream())
                    .toList();
        } finally {
            lock.unlock();
        }
        // The eye first: the archive would take its processor.
        errands.forEach(Viewer.DirectSend::run);
        rouseArchive();
    }

    private void rouseArchive() {
        lock.lock();
        try {
            archivable.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Bytes of the stream were lost. Called when the archive has had what was before, and been told of it. */
    void skip(long bytes) {
        lock.lock();
        try {
            scrollback.skip(bytes);
            archived = scrollback.end();
            wakeReaders();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether the source is reachable.
     *
     * @param end where the source's stream ends, so far as it is known
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

    /** Ends all viewers and whoever waits here. */
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

    /** Offset just after the last byte that was given. */
    long end() {
        lock.lock();
        try {
            return scrollback.end();
        } finally {
            lock.unlock();
        }
    }

    /**
     * What the archive has not yet had, at most 32 KiB.
     *
     * @param nanos how long to wait for it
     * @return empty when there was nothing in that time, it was woken, or this is closed and all has been taken
     */
    byte[] takeForArchive(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (archived == scrollback.end() && !closed && !archiveWoken && left > 0) {
                left = archivable.awaitNanos(left);
            }
            archiveWoken = false;
            return scrollback.read(archived, Viewer.BATCH);
        } finally {
            lock.unlock();
        }
    }

    /** The archive has done with this many bytes. */
    void archived(int bytes) {
        lock.lock();
        try {
            archived += bytes;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Makes {@link #takeForArchive} return, though there may be no bytes. */
    void wakeArchive() {
        lock.lock();
        try {
            archiveWoken = true;
            archivable.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when the archive has had everything so far, or this is closed. */
    void awaitArchive() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && archived < scrollback.end()) {
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

    // What follows is for viewers, which hold the lock.

    Scrollback scrollback() {
        return scrollback;
    }

    boolean isClosed() {
        return closed;
    }

    boolean isConnected() {
        return connected;
    }

    /** No offset beyond this is known to exist. */
    long knownEnd() {
        return Math.max(announcedEnd, scrollback.end());
    }

    /** Whether the source has been reached at least once, so that {@link #knownEnd()} is its own word. */
    boolean wasConnected() {
        return wasConnected;
    }

    /** Counts the shells that have ended. */
    int endings() {
        return endings;
    }

    /** Without the one that has ended last, if no other has followed it: who comes now has to be told of that. */
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
        if (scrollback.end() - archived > ARCHIVE_LAG) {
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
        archivable.signalAll();
        for (Viewer viewer : viewers) {
            viewer.wake();
        }
    }
}
