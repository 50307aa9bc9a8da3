package org.patchbay.sandbox;

/** The right to one sandbox. Closing it admits the next in the queue; a second close does nothing. */
public interface Lease extends AutoCloseable {
    @Override
    void close();
}
