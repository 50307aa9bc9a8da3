package org.patchbay.terminal;

import java.io.IOException;
import java.util.OptionalInt;
import org.patchbay.ssh.PtySize;

/** A running shell that this server is attached to: all that a terminal needs of it. */
interface Shell extends AutoCloseable {
    /** Where {@link #read} begins. */
    AttachHeader header();

    /**
     * Waits for output.
     *
     * @return how many bytes there are, at least 1; -1 when there will be none
     */
    int read(byte[] to) throws IOException;

    /** Types these bytes. May wait while the shell takes none. */
    void send(byte[] bytes, int from, int length) throws IOException;

    void resize(PtySize size);

    /** What it exited with, once {@link #read} has returned -1; empty if only the connection ended. */
    OptionalInt exitStatus();

    /** Lets go of it. It lives on. */
    @Override
    void close();
}
