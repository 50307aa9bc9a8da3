package org.patchbay.terminal;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/**
 * Receives one viewer's output, such as a web socket. Methods are called one at a time: all but {@link #output} on a
 * virtual thread of that viewer, which they may block. An exception closes the viewer.
 */
public interface ViewerSink {
    /**
     * The following bytes begin at this absolute offset of the stream. The first call; repeated after missing bytes.
     *
     * @param gap how many bytes are missing before it, compared with what was requested or sent before
     */
    void start(long offset, long gap) throws IOException;

    /**
     * The next bytes; the sink owns the array. Must not block: the thread may serve all viewers.
     *
     * @return completes when the bytes are sent; no other method is called before. A failure closes the viewer
     */
    CompletionStage<?> output(byte[] bytes);

    /** Whether the sandbox is connected. After a lost connection attempts continue until it ends. */
    void connected(boolean connected) throws IOException;

    /** This viewer was too slow and lost bytes; {@link #start} follows as soon as it accepts more. */
    void catchingUp() throws IOException;

    /**
     * The terminal's shell has ended and all its output was sent; a new shell may follow.
     *
     * @param status its exit status, if known
     */
    void ended(OptionalInt status) throws IOException;

    /** The terminal was closed, for example because its sandbox ended. The last call. */
    void gone() throws IOException;
}
