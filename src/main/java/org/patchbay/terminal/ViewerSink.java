package org.patchbay.terminal;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/**
 * Where one viewer's picture of a terminal goes, such as a web socket. The methods are called one after the other: all
 * but {@link #output} from one virtual thread of that viewer, which they may block. An exception closes the viewer.
 */
public interface ViewerSink {
    /**
     * The bytes that follow begin at this absolute offset of the terminal's stream. The first call of all; again after
     * bytes were lost.
     *
     * @param gap how many bytes are missing before it, compared with what was asked for or sent before
     */
    void start(long offset, long gap) throws IOException;

    /**
     * The next bytes; the array is the sink's to keep. Must not block: the thread may be the one that all viewers wait
     * for.
     *
     * @return completed when the bytes have left, nothing else is called before; with a failure, the viewer is closed
     */
    CompletionStage<?> output(byte[] bytes);

    /** The sandbox can be reached, or can't be for now: it is tried again until it ends. */
    void connected(boolean connected) throws IOException;

    /** This viewer was too slow and has lost bytes; {@link #start} follows as soon as it takes more. */
    void catchingUp() throws IOException;

    /**
     * The terminal's shell has ended and all its output has been given; a new shell may follow.
     *
     * @param status what it exited with, if it said
     */
    void ended(OptionalInt status) throws IOException;

    /** The terminal was closed, as when its sandbox is gone: nothing more will be called. */
    void gone() throws IOException;
}
