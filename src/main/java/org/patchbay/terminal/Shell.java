package org.patchbay.terminal;

import java.io.IOException;
import java.util.OptionalInt;
import org.patchbay.ssh.PtySize;
import org.patchbay.ssh.SshChannel;

/** A running shell that the server is attached to. */
interface Shell extends AutoCloseable {
    /** The header that describes where {@link #passOutput} begins. */
    AttachHeader header();

    /** Passes all its output to a callback, which may block; returns at the end of the output. */
    void passOutput(SshChannel.Output to) throws IOException, InterruptedException;

    /**
     * As {@link #send}, but never blocks.
     *
     * @return false if it might have blocked: nothing was sent
     */
    boolean sendNow(byte[] bytes, int from, int length) throws IOException;

    /** Sends input. May block while the shell reads none. */
    void send(byte[] bytes, int from, int length) throws IOException;

    void resize(PtySize size);

    /** The exit status, once {@link #passOutput} has returned; empty if only the connection ended. */
    OptionalInt exitStatus();

    /** Disconnects; the shell keeps running. */
    @Override
    void close();
}
