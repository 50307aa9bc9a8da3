package org.patchbay.terminal;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/**
 * One viewer of a terminal. The first bytes after a pause are sent at once by the thread that brings them, later ones
 * in batches of about 8 ms or {@value #BATCH} bytes; at most 256 KiB are unacknowledged. A viewer that falls behind the
 * scrollback is notified and continues near the stream's end. Thread-safe.
 */
public final class Viewer implements AutoCloseable {
    static final int BATCH = 32 * 1024;

    private static final long PACE = TimeUnit.MILLISECONDS.toNanos(8);

    private final OutputFanout stream;
    private final Role role;
    private final ViewerSink sink;
    private final Condition news;
    private final OptionalLong from;
    private long next;
    private long acknowledged;
    private boolean started;
    private boolean overtaken;
    private boolean connectedTold;
    private int endingsTold;
    private long lastBatch = System.nanoTime() - PACE;
    /** The viewer's own thread has sent everything, and waits. */
    private boolean idle;
    /** Another thread is sending for it. */
    private boolean served;

    private boolean closed;

    /** Whether the terminal waits for a viewer. */
    public enum Role {
        /** The learner: a slow viewer blocks the program in the terminal. */
        OWNER,
        /** Another person: never blocks anything. */
        WATCHER
    }

    /** Requires the stream's lock. */
    Viewer(OutputFanout stream, Role role, ViewerSink sink, OptionalLong from) {
        this.stream = stream;
        this.role = role;
        this.sink = sink;
        this.news = stream.lock.newCondition();
        this.from = from;
        this.next = stream.scrollback().start();
        this.acknowledged = next;
        this.endingsTold = stream.endingsBefore();
        this.connectedTold = true;
    }

    /** Called once, after the stream has registered it. */
    void start() {
        Thread.ofVirtual().name("viewer").start(this::run);
    }

    Role role() {
        return role;
    }

    /** Requires the lock. */
    long acknowledged() {
        return acknowledged;
    }

    /** Requires the lock. */
    void wake() {
        news.signal();
    }

    /**
     * Requires the lock. What the thread that brought new bytes should send without the lock; empty if the viewer's own
     * thread, which is then woken, has to send.
     */
    Optional<DirectSend> directSend() {
        boolean current = started
                && !overtaken
                && connectedTold == stream.isConnected()
                && next >= stream.scrollback().start();
        boolean due = next < stream.scrollback().end()
                && next - acknowledged < OutputFanout.WINDOW
                && System.nanoTime() - lastBatch >= PACE;
        if (!idle || served || closed || !current || !due) {
            wake();
            return Optional.empty();
        }
        served = true;
        byte[] bytes = take();
        return Optional.of(() -> output(bytes).whenComplete(this::served));
    }

    private void served(Object sent, Throwable failure) {
        stream.lock.lock();
        try {
            served = false;
            if (failure != null) {
                close();
            } else if (hasMore()) {
                wake();
            }
        } finally {
            stream.lock.unlock();
        }
    }

    private boolean hasMore() {
        return closed
                || stream.isClosed()
                || next < stream.scrollback().end()
                || connectedTold != stream.isConnected()
                || endingsTold != stream.endings();
    }

    private CompletionStage<?> output(byte[] bytes) {
        try {
            return sink.output(bytes);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /**
     * Acknowledges that all bytes before this offset were shown. Offsets that were not sent, or are lower than before,
     * are ignored.
     */
    public void acknowledge(long offset) {
        stream.lock.lock();
        try {
            acknowledged = Math.max(acknowledged, Math.min(offset, next));
            stream.acknowledged();
            wake();
        } finally {
            stream.lock.unlock();
        }
    }

    /** Sends nothing more, except for a call in progress. A second call does nothing. */
    @Override
    public void close() {
        stream.lock.lock();
        try {
            closed = true;
            stream.leave(this);
            wake();
        } finally {
            stream.lock.unlock();
        }
    }

    private void run() {
        try {
            while (true) {
                Delivery delivery = await();
                if (delivery == null) {
                    return;
                }
                delivery.to(sink);
            }
        } catch (IOException | RuntimeException e) {
            // The sink failed, which its owner knows: remove the viewer.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    /** The next delivery; null when closed. */
    private Delivery await() throws InterruptedException {
        stream.lock.lockInterruptibly();
        try {
            while (!closed && !stream.isClosed()) {
                long wait = Long.MAX_VALUE;
                if (!started && mayBegin()) {
                    return begin();
                }
                if (!started || served) {
                    news.await();
                    continue;
                }
                if (stream.isConnected() != connectedTold) {
                    connectedTold = stream.isConnected();
                    boolean connected = connectedTold;
                    return s -> s.connected(connected);
                }
                if (next < stream.scrollback().start() && !overtaken) {
                    overtaken = true;
                    return ViewerSink::catchingUp;
                }
                if (next - acknowledged < OutputFanout.WINDOW) {
                    if (overtaken) {
                        return resume();
                    }
                    long waiting = stream.scrollback().end() - next;
                    wait = lastBatch + PACE - System.nanoTime();
                    if (waiting >= BATCH || waiting > 0 && wait <= 0) {
                        return batch();
                    }
                    if (waiting <= 0) {
                        if (endingsTold != stream.endings()) {
                            endingsTold = stream.endings();
                            OptionalInt status = stream.status();
                            return s -> s.ended(status);
                        }
                        wait = Long.MAX_VALUE;
                    }
                }
                idle = true;
                if (wait == Long.MAX_VALUE) {
                    news.await();
                } else {
                    news.awaitNanos(wait);
                }
                idle = false;
            }
            if (closed) {
                return null;
            }
            closed = true;
            return ViewerSink::gone;
        } finally {
            stream.lock.unlock();
        }
    }

    /** Wait for the source's end before judging an offset that this server does not know. */
    private boolean mayBegin() {
        return from.isEmpty() || from.getAsLong() <= stream.knownEnd() || stream.wasConnected();
    }

    /**
     * After a restart a page's offset may be beyond what this server has read; the stream will reach it. An offset
     * beyond the source's end is invalid.
     */
    private Delivery begin() {
        started = true;
        long start = stream.scrollback().start();
        long asked = from.orElse(start);
        if (asked < 0 || asked > stream.knownEnd()) {
            asked = start;
        }
        next = Math.max(asked, start);
        acknowledged = next;
        stream.acknowledged();
        long offset = next;
        long gap = next - asked;
        return s -> s.start(offset, gap);
    }

    private Delivery resume() {
        overtaken = false;
        long before = next;
        next = Math.max(stream.scrollback().start(), stream.scrollback().end() - OutputFanout.WINDOW);
        acknowledged = next;
        long offset = next;
        return s -> s.start(offset, offset - before);
    }

    private Delivery batch() {
        byte[] bytes = take();
        return s -> s.output(bytes).toCompletableFuture().join();
    }

    private byte[] take() {
        byte[] bytes = stream.scrollback().read(next, BATCH);
        next += bytes.length;
        lastBatch = System.nanoTime();
        return bytes;
    }

    /** Bytes to be sent to a viewer. */
    interface DirectSend {
        void run();
    }

    private interface Delivery {
        void to(ViewerSink sink) throws IOException;
    }
}
