package org.patchbay.lab.event;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The newest events of a lab, numbered, for any number of readers with their own positions. A reader that falls behind
 * is notified and takes the whole state, so slow readers cost no memory. Thread-safe.
 */
public final class Journal {
    private static final int CAPACITY = 512;

    private final String epoch;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long last;
    private boolean closed;

    /** @param epoch unique among this lab's journals, including those of earlier server processes */
    public Journal(String epoch) {
        this.epoch = epoch;
    }

    /** @param sequence number within the epoch, from 1 */
    public record Entry(long sequence, LabEvent event) {}

    /** The result of reading. */
    public sealed interface Reading {
        /** The events after the reader's position; never empty. */
        record Events(List<Entry> entries) implements Reading {}

        /** The reader's position is not available: take the whole state. */
        record Behind() implements Reading {}

        /** The journal is closed. */
        record Closed() implements Reading {}
    }

    public String epoch() {
        return epoch;
    }

    /** The number of the newest event; 0 before the first. */
    public synchronized long last() {
        return last;
    }

    public synchronized void publish(LabEvent event) {
        last++;
        entries.addLast(new Entry(last, event));
        if (entries.size() > CAPACITY) {
            entries.removeFirst();
        }
        notifyAll();
    }

    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Waits for events after that number, and returns all of them. */
    public synchronized Reading after(long sequence) throws InterruptedException {
        while (!closed && sequence == last) {
            wait();
        }
        if (sequence == last) {
            return new Reading.Closed();
        }
        if (sequence > last || sequence < last - entries.size()) {
            return new Reading.Behind();
        }
        return new Reading.Events(
                entries.stream().filter(entry -> entry.sequence() > sequence).toList());
    }
}
