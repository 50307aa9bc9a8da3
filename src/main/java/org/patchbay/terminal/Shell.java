package org.patchbay.terminal;

import java.io.IOException;
import java.util.OptionalInt;
import org.patchbay.ssh.PtySize;
import org.patchbay.ssh.SshChannel;

/** A running shell that this server is attached to: all that a terminal needs of it. */
interface Shell extends AutoCloseable {
    /** Where {@link #passOutput} begins. */
    AttachHeader header();

    /** Gives all that it prints to somebody who may wait with it; returns when there will be no more. */
    void passOutput(SshChannel.Output to) throws IOException, InterruptedException;

    /**
     * {@link #send}, if that is certain not to wait.
     *
     * @return false if it might have waited: nothing was typed
     */
    boolean sendNow(byte[] bytes, int from, int length) throws IOException;

    /** Types these bytes. May wait while the shell takes none. */
    void send(byte[] bytes, int from, int length) throws IOException;

    void resize(PtySize size);

    /** What it exited with, once {@link #passOutput} has returned; empty if only the connection ended. */
    OptionalInt exitStatus();

    /** Lets go of it. It lives on. */
    @Override
    void close();
}
