package org.patchbay.sandbox;

/** The right to one sandbox. Closing it lets the next one in; a second close does nothing. */
public interface Lease extends AutoCloseable {
    @Override
    void close();
}
