package org.patchbay.bench;

import java.io.IOException;

/** One way to a shell: types, and sees what comes back. */
interface TypingClient extends AutoCloseable {
    void type(byte[] bytes) throws IOException;

    /** Sees everything that comes back. */
    ByteWaiter screen();

    @Override
    void close() throws IOException;
}
