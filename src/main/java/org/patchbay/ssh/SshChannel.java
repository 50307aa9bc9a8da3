package org.patchbay.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A remote command with its streams. Unread output is limited to {@value #PIPE} bytes here and a window of {@value
 * #WINDOW} in transit; then the remote program blocks. Standard error is discarded.
 *
 * <p>One thread may read while others write, resize and close.
 */
public final class SshChannel implements AutoCloseable {
    static final int PIPE = 64 * 1024;
    static final int WINDOW = 256 * 1024;

    private final ChannelExec channel;
    private final BoundedPipe pipe;
    private final InputStream output;
    private final OutputStream input;
    private final SendBudget sendBudget;
    private final ReentrantLock sending = new ReentrantLock();

    /** Receives a channel's output. While it blocks, the remote program blocks too. */
    @FunctionalInterface
    public interface Output {
        void accept(byte[] bytes, int offset, int length) throws IOException, InterruptedException;
    }

    private SshChannel(ChannelExec channel, BoundedPipe pipe, OutputStream input, SendBudget sendBudget) {
        this.channel = channel;
        this.pipe = pipe;
        this.output = pipe.reader();
        this.input = input;
        this.sendBudget = sendBudget;
    }

    static SshChannel start(ChannelExec channel, Duration timeout) throws JSchException, IOException {
        BoundedPipe pipe = new BoundedPipe(PIPE);
        SendBudget sendBudget = new SendBudget();
        channel.setOutputStream(new Answers(pipe.writer(), sendBudget));
        channel.setErrStream(new ClosingOf(pipe));
        channel.setLocalWindowSizeMax(WINDOW);
        OutputStream input = channel.getOutputStream();
        channel.connect(Math.toIntExact(timeout.toMillis()));
        return new SshChannel(channel, pipe, input, sendBudget);
    }

    /**
     * The command's output. Ends when the channel has closed, so {@link #exitStatus()} is known by then. Don't close
     * this stream, close the channel.
     */
    public InputStream output() {
        return output;
    }

    /**
     * Passes unread and all further output to a callback on the connection's own thread, which saves a thread switch.
     * Only for a connection that is used for nothing else. Returns when the channel has closed.
     */
    public void passOutput(Output to) throws IOException, InterruptedException {
        pipe.passTo(to);
    }

    /**
     * As {@link #send(byte[], int, int)}, but never blocks.
     *
     * @return false if it might have blocked: nothing was sent
     */
    public boolean sendNow(byte[] bytes, int offset, int length) throws IOException {
        if (!sending.tryLock()) {
            return false;
        }
        try {
            if (!sendBudget.take(length)) {
                return false;
            }
            write(bytes, offset, length);
            return true;
        } finally {
            sending.unlock();
        }
    }

    /**
     * Sends to the command's standard input without buffering. Blocks while the window is full.
     *
     * @throws IOException if the channel or its connection is closed
     */
    public void send(byte[] bytes, int offset, int length) throws IOException {
        sending.lock();
        try {
            sendBudget.overdraw(length);
            write(bytes, offset, length);
        } finally {
            sending.unlock();
        }
    }

    private void write(byte[] bytes, int offset, int length) throws IOException {
        input.write(bytes, offset, length);
        input.flush();
        if (channel.isClosed()) {
            throw new IOException("the channel is closed");
        }
    }

    /** {@link #send(byte[], int, int)} as a stream, without buffering. */
    public OutputStream input() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                send(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                send(bytes, offset, length);
            }
        };
    }

    /** Sets the pseudo-terminal's size. Does nothing if the channel has none or is closed. */
    public void resize(PtySize size) {
        channel.setPtySize(size.columns(), size.rows(), 0, 0);
    }

    /** The command's exit status; empty while it runs, or if it is unknown (lost connection, signal). */
    public OptionalInt exitStatus() {
        int status = channel.getExitStatus();
        return status < 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** Closes the channel; the command gets a hang-up. A second call does nothing. */
    @Override
    public void close() {
        channel.disconnect();
        try {
            output.close();
        } catch (IOException e) {
            throw new IllegalStateException("a pipe in memory does not fail to close", e);
        }
    }

    /** Counts the peer's output as a sign that it reads. */
    private static final class Answers extends FilterOutputStream {
        private final SendBudget sendBudget;

        private Answers(OutputStream to, SendBudget sendBudget) {
            super(to);
            this.sendBudget = sendBudget;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            sendBudget.answered();
            out.write(bytes, offset, length);
        }
    }

    /**
     * Detects the channel's end: JSch closes its standard error then, but its standard output earlier, when the remote
     * side has no more output, before the exit status arrives.
     */
    private static final class ClosingOf extends OutputStream {
        private final BoundedPipe pipe;

        private ClosingOf(BoundedPipe pipe) {
            this.pipe = pipe;
        }

        @Override
        public void write(int b) {}

        @Override
        public void write(byte[] bytes, int offset, int length) {}

        @Override
        public void close() {
            pipe.end();
        }
    }
}
