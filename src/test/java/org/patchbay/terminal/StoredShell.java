package org.patchbay.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import org.patchbay.ssh.PtySize;
import org.patchbay.ssh.SshChannel;

/**
 * A shell as held by an agent, in memory: keeps its output from some offset on; one client at a time can attach, be
 * disconnected, and attach again.
 */
final class StoredShell implements ShellSource {
    private static final int PIECE = 32 * 1024;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
    private long kept;
    private long taken;
    private int attachments;
    private boolean begun = true;
    private boolean reachable = true;
    private OptionalInt status = OptionalInt.empty();
    private PtySize size = PtySize.DEFAULT;

    synchronized void prints(byte[] bytes) {
        output.writeBytes(bytes);
        notifyAll();
    }

    void prints(String text) {
        prints(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Breaks the connection; with false, no new one comes about. */
    synchronized void cut(boolean reachableAfter) {
        attachments++;
        reachable = reachableAfter;
        notifyAll();
    }

    synchronized void reachable() {
        reachable = true;
    }

    /** Drops output before this offset. */
    synchronized void forgetsBefore(long offset) {
        kept = offset;
    }

    synchronized void ends(int exitStatus) {
        status = OptionalInt.of(exitStatus);
        notifyAll();
    }

    synchronized String typed() {
        return typed.toString(StandardCharsets.UTF_8);
    }

    /** The next attachment gets a new shell. */
    synchronized void begins() {
        begun = true;
        status = OptionalInt.empty();
    }

    synchronized PtySize size() {
        return size;
    }

    /** How far it has been read. */
    synchronized long taken() {
        return taken;
    }

    synchronized void awaitTaken(long offset) throws InterruptedException {
        while (taken < offset) {
            wait();
        }
    }

    synchronized void awaitSize(PtySize wanted) throws InterruptedException {
        while (!size.equals(wanted)) {
            wait();
        }
    }

    @Override
    public synchronized Shell attach(String terminal, long offset, PtySize wanted) throws IOException {
        if (!reachable) {
            throw new IOException("not reachable");
        }
        size = wanted;
        notifyAll();
        return new Attached(++attachments, Math.max(offset, kept));
    }

    private final class Attached implements Shell {
        private final int number;
        private final AttachHeader header;
        private long next;

        private Attached(int number, long start) {
            this.number = number;
            this.header = new AttachHeader(start, output.size(), begun);
            begun = false;
            this.next = start;
        }

        @Override
        public AttachHeader header() {
            return header;
        }

        @Override
        public void passOutput(SshChannel.Output to) throws IOException, InterruptedException {
            byte[] more = await();
            while (more.length > 0) {
                to.accept(more, 0, more.length);
                more = await();
            }
        }

        private byte[] await() throws IOException, InterruptedException {
            synchronized (StoredShell.this) {
                while (next == output.size() && status.isEmpty() && number == attachments) {
                    StoredShell.this.wait();
                }
                if (number != attachments) {
                    throw new IOException("cut off");
                }
                int end = (int) Math.min(next + PIECE, output.size());
                byte[] more = Arrays.copyOfRange(output.toByteArray(), (int) next, end);
                next = end;
                taken = next;
                StoredShell.this.notifyAll();
                return more;
            }
        }

        @Override
        public boolean sendNow(byte[] bytes, int from, int length) {
            send(bytes, from, length);
            return true;
        }

        @Override
        public void send(byte[] bytes, int from, int length) {
            synchronized (StoredShell.this) {
                typed.write(bytes, from, length);
            }
        }

        @Override
        public void resize(PtySize newSize) {
            synchronized (StoredShell.this) {
                size = newSize;
                StoredShell.this.notifyAll();
            }
        }

        @Override
        public OptionalInt exitStatus() {
            synchronized (StoredShell.this) {
                return status;
            }
        }

        @Override
        public void close() {
            synchronized (StoredShell.this) {
                if (number == attachments) {
                    attachments++;
                    StoredShell.this.notifyAll();
                }
            }
        }
    }
}
