package org.patchbay.terminal;

import java.util.Arrays;

/**
 * The newest bytes of a stream, addressed by absolute offset. Grows up to {@value #CAPACITY} bytes. Not thread-safe.
 */
final class Scrollback {
    /** Limit in bytes. */
    static final int CAPACITY = 1024 * 1024;

    private static final int SMALLEST = 8 * 1024;

    private byte[] ring = new byte[SMALLEST];
    private long start;
    private long end;

    /** @param offset where the stream begins */
    Scrollback(long offset) {
        start = offset;
        end = offset;
    }

    /** Offset of the oldest byte that is kept. */
    long start() {
        return start;
    }

    /** Offset just after the newest byte. */
    long end() {
        return end;
    }

    void append(byte[] bytes, int from, int length) {
        int kept = Math.min(length, CAPACITY);
        makeRoom(kept);
        end += length - kept;
        int at = index(end);
        int straight = Math.min(kept, ring.length - at);
        System.arraycopy(bytes, from + length - kept, ring, at, straight);
        System.arraycopy(bytes, from + length - kept + straight, ring, 0, kept - straight);
        end += kept;
        start = Math.max(start, end - CAPACITY);
    }

    /** Bytes of the stream are missing: everything kept is dropped, and the rest starts after them. */
    void skip(long bytes) {
        end += bytes;
        start = end;
    }

    /**
     * A copy.
     *
     * @param offset from {@link #start()} to {@link #end()}
     * @param limit the most bytes to copy
     */
    byte[] read(long offset, int limit) {
        int length = (int) Math.min(limit, end - offset);
        int at = index(offset);
        int straight = Math.min(length, ring.length - at);
        byte[] copy = Arrays.copyOfRange(ring, at, at + length);
        if (straight < length) {
            System.arraycopy(ring, 0, copy, straight, length - straight);
        }
        return copy;
    }

    /** Byte n is at n modulo the ring's length. */
    private int index(long offset) {
        return (int) (offset % ring.length);
    }

    private void makeRoom(int more) {
        long needed = Math.min(CAPACITY, end - start + more);
        if (needed <= ring.length) {
            return;
        }
        int length = ring.length;
        while (length < needed) {
            length *= 2;
        }
        byte[] kept = read(start, (int) (end - start));
        ring = new byte[length];
        int at = index(start);
        int straight = Math.min(kept.length, length - at);
        System.arraycopy(kept, 0, ring, at, straight);
        System.arraycopy(kept, straight, ring, 0, kept.length - straight);
    }
}
