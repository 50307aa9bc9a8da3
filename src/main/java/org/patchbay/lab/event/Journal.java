package org.patchbay.lab.event;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The newest events of a lab, numbered, for any number of readers who each keep their own place. A reader who falls
 * behind what is kept is told so and takes the whole state instead: nobody's slowness costs memory. Thread-safe.
 */
public final class Journal {
    private static final int CAPACITY = 512;

    private final String epoch;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long last;
    private boolean closed;

    /** @param epoch unlike that of any other journal of this lab, of an earlier server process included */
    public Journal(String epoch) {
        this.epoch = epoch;
    }

    /** @param sequence counts from 1 within the epoch */
    public record Entry(long sequence, LabEvent event) {}

    /** What a reader gets. */
    public sealed interface Reading {
        /** What came after the reader's place; never empty. */
        record Events(List<Entry> entries) implements Reading {}

        /** The reader's place is no longer kept, or was never: take the whole state. */
        record Behind() implements Reading {}

        /** Nothing will come any more. */
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

    /** Waits until there is something after that number, and returns all of it. */
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
