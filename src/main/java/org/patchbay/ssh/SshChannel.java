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
 * One remote command with its streams. The output waits in at most {@value #PIPE} bytes here and a window of
 * {@value #WINDOW} on the way: who does not read holds the remote program, not this server's memory. Its standard error
 * is dropped.
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

    /** Takes a channel's output, and may wait with it: the remote program waits then too. */
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
     * What the command prints. Ends when the channel has closed, so that {@link #exitStatus()} is known by then. Closing
     * this stream makes the channel useless: close the channel instead.
     */
    public InputStream output() {
        return output;
    }

    /**
     * Gives what of the output has not been read, then all that comes, to somebody, called by the connection's own
     * thread: the shortest way, for who never needs that thread for anything else. Returns when the channel has closed.
     */
    public void passOutput(Output to) throws IOException, InterruptedException {
        pipe.passTo(to);
    }

    /**
     * {@link #send(byte[], int, int)}, if it is certain not to wait.
     *
     * @return false if it might have waited: nothing was sent
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
     * Sends to the command's standard input at once. Waits while the other side takes nothing and its window is full.
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

    /** {@link #send(byte[], int, int)} as a stream; each write goes out at once. */
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

    /** Tells a pseudo-terminal its new size. Does nothing to a channel that has none or is closed. */
    public void resize(PtySize size) {
        channel.setPtySize(size.columns(), size.rows(), 0, 0);
    }

    /** What the command exited with; empty while it runs, or if it never said (the connection broke, a signal). */
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

    /** What comes from the other side shows that it takes what it is sent. */
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
     * JSch closes the standard error of a channel when the channel is closed, its standard output already when the
     * remote side has no more to say, which is before the exit status comes.
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
