package org.patchbay.bench;

import java.io.IOException;

/** One kind of connection to a shell: sends keys, and sees their echo. */
interface TypingClient extends AutoCloseable {
    void type(byte[] bytes) throws IOException;

    /** Sees everything that comes back. */
    ByteWaiter screen();

    @Override
    void close() throws IOException;
}
