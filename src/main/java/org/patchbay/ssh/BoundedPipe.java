package org.patchbay.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A ring buffer between two threads: writers block while it is full, readers while it is empty, without polling (unlike
 * {@link java.io.PipedInputStream}). A reader can also be a callback, run on the writer's thread.
 */
final class BoundedPipe {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition readable = lock.newCondition();
    private final Condition writable = lock.newCondition();
    private final byte[] ring;
    private int first;
    private int count;
    private boolean ended;
    private boolean abandoned;
    private Optional<SshChannel.Output> straight = Optional.empty();
    private boolean delivering;

    BoundedPipe(int capacity) {
        ring = new byte[capacity];
    }

    /** The reader's end. Closing it discards the content and makes the writer fail. */
    InputStream reader() {
        return new Reader();
    }

    /** The writer's end. Closing it does not end the stream; {@link #end()} does. */
    OutputStream writer() {
        return new Writer();
    }

    /** Ends the stream; what was written can still be read. */
    void end() {
        lock.lock();
        try {
            ended = true;
            readable.signalAll();
            writable.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Passes the content, and then everything written, to a callback on the writer's own thread, which saves a thread
     * switch. Returns at the end of the stream.
     *
     * @throws IOException if the reader's end was closed
     */
    void passTo(SshChannel.Output output) throws IOException, InterruptedException {
        byte[] waiting = takeOrConnect(output);
        while (waiting.length > 0) {
            output.accept(waiting, 0, waiting.length);
            waiting = takeOrConnect(output);
        }
        lock.lockInterruptibly();
        try {
            while (delivering || !ended && !abandoned) {
                readable.await();
            }
            if (abandoned) {
                throw new IOException("the stream is closed");
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes the content; if there is none, connects the writer directly to the output. */
    private byte[] takeOrConnect(SshChannel.Output output) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (count == 0) {
                straight = Optional.of(output);
            }
            byte[] waiting = new byte[count];
            if (count > 0) {
                take(waiting, 0, count);
            }
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    private void deliver(SshChannel.Output output, byte[] from, int offset, int length)
            throws IOException, InterruptedException {
        try {
            output.accept(from, offset, length);
        } finally {
            lock.lock();
            try {
                delivering = false;
                readable.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** The output to call directly; empty to write into the pipe. */
    private Optional<SshChannel.Output> beginDelivery() throws IOException {
        lock.lock();
        try {
            if (straight.isPresent() && (ended || abandoned)) {
                throw new IOException("the reader has closed this stream");
            }
            delivering = straight.isPresent();
            return straight;
        } finally {
            lock.unlock();
        }
    }

    private void abandon() {
        lock.lock();
        try {
            abandoned = true;
            count = 0;
            readable.signalAll();
            writable.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private int take(byte[] to, int offset, int length) throws InterruptedException, IOException {
        lock.lockInterruptibly();
        try {
            while (count == 0 && !ended && !abandoned) {
                readable.await();
            }
            if (abandoned) {
                throw new IOException("the stream is closed");
            }
            if (count == 0) {
                return -1;
            }
            int n = Math.min(length, count);
            int straight = Math.min(n, ring.length - first);
            System.arraycopy(ring, first, to, offset, straight);
            System.arraycopy(ring, 0, to, offset + straight, n - straight);
            first = (first + n) % ring.length;
            count -= n;
            writable.signal();
            return n;
        } finally {
            lock.unlock();
        }
    }

    private void put(byte[] from, int offset, int length) throws InterruptedException, IOException {
        lock.lockInterruptibly();
        try {
            int done = 0;
            while (done < length) {
                while (count == ring.length && !ended && !abandoned) {
                    writable.await();
                }
                if (ended || abandoned) {
                    throw new IOException("the reader has closed this stream");
                }
                int n = Math.min(length - done, ring.length - count);
                int last = (first + count) % ring.length;
                int straight = Math.min(n, ring.length - last);
                System.arraycopy(from, offset + done, ring, last, straight);
                System.arraycopy(from, offset + done + straight, ring, 0, n - straight);
                count += n;
                done += n;
                readable.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private final class Reader extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, to.length);
            if (length == 0) {
                return 0;
            }
            try {
                return take(to, offset, length);
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }

        @Override
        public int available() {
            lock.lock();
            try {
                return count;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            abandon();
        }
    }

    private final class Writer extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, from.length);
            try {
                Optional<SshChannel.Output> output = beginDelivery();
                if (output.isPresent()) {
                    deliver(output.get(), from, offset, length);
                } else {
                    put(from, offset, length);
                }
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }
}
