package org.patchbay.terminal;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.ssh.PtySize;

/**
 * Keeps a terminal attached to its shell: transfers bytes both ways, and attaches again at the current offset when the
 * connection breaks, until the shell has ended or this is closed. Input is sent at once; before the first attachment it
 * is buffered, within a limit. Thread-safe.
 */
final class ShellConnector {
    private static final System.Logger LOG = System.getLogger(ShellConnector.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final String terminal;
    private final ShellSource source;
    private final OutputFanout stream;
    private final OutputProcessor processor;
    private final Listener listener;
    /** Guarded by its own lock, together with {@code keeping}. */
    private final TypeAhead early = new TypeAhead();

    private boolean keeping = true;
    private volatile PtySize size;
    private volatile Optional<Shell> attached = Optional.empty();
    private volatile boolean closed;
    /** The server's offset minus the source's; not 0 only after the machine was replaced. */
    private long ahead;

    ShellConnector(
            String terminal,
            ShellSource source,
            OutputFanout stream,
            OutputProcessor processor,
            PtySize size,
            Listener listener) {
        this.terminal = terminal;
        this.source = source;
        this.stream = stream;
        this.processor = processor;
        this.size = size;
        this.listener = listener;
    }

    void run() {
        Duration pause = FIRST_PAUSE;
        try {
            while (!closed) {
                Attachment attachment = attach();
                if (attachment.status().isPresent()) {
                    processor.shellEnds(attachment.status());
                    return;
                }
                pause = attachment.worked() ? FIRST_PAUSE : longer(pause);
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * @return false if it might have to block: nothing was sent. True also if it was buffered, or can never be sent and
     *     is lost
     */
    boolean typeNow(byte[] bytes) {
        if (keeps(bytes, 0, bytes.length)) {
            return true;
        }
        Optional<Shell> shell = attached;
        if (shell.isEmpty()) {
            return true;
        }
        try {
            return shell.get().sendNow(bytes, 0, bytes.length);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "Terminal " + terminal + " accepted no input", e);
            return true;
        }
    }

    /** @return false if it could be neither sent nor buffered: the bytes are lost */
    boolean type(byte[] bytes, int from, int length) {
        if (keeps(bytes, from, length)) {
            return true;
        }
        Optional<Shell> shell = attached;
        if (shell.isEmpty()) {
            return false;
        }
        try {
            shell.get().send(bytes, from, length);
            return true;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "Terminal " + terminal + " accepted no input", e);
            return false;
        }
    }

    private boolean keeps(byte[] bytes, int from, int length) {
        synchronized (early) {
            return keeping && early.keep(bytes, from, length);
        }
    }

    /** Sends buffered input first; only then is the shell available to others. */
    private void meet(Shell shell) throws IOException {
        while (true) {
            byte[] typed;
            synchronized (early) {
                if (early.isEmpty()) {
                    keeping = false;
                    attached = Optional.of(shell);
                    return;
                }
                typed = early.take();
            }
            shell.send(typed, 0, typed.length);
        }
    }

    void resize(PtySize newSize) {
        size = newSize;
        attached.ifPresent(shell -> shell.resize(newSize));
    }

    void close() {
        closed = true;
        attached.ifPresent(Shell::close);
    }

    /** Attaches once and returns when the attachment has ended. */
    private Attachment attach() throws InterruptedException {
        boolean worked = false;
        PtySize asked = size;
        try (Shell shell = source.attach(terminal, stream.end() - ahead, asked)) {
            meet(shell);
            if (closed) {
                return new Attachment(true, OptionalInt.empty());
            }
            if (!size.equals(asked)) {
                shell.resize(size);
            }
            lineUp(shell.header());
            stream.connected(true, shell.header().end() + ahead);
            listener.connected(true);
            worked = true;
            shell.passOutput(stream::append);
            return new Attachment(true, shell.exitStatus());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "Terminal " + terminal + " is not attached", e);
            return new Attachment(worked, OptionalInt.empty());
        } finally {
            attached = Optional.empty();
            stream.connected(false, 0);
            listener.connected(false);
        }
    }

    /** Handles a stream that starts elsewhere: bytes may be lost, or the source may be newer than what was read. */
    private void lineUp(AttachHeader header) throws InterruptedException {
        long end = stream.end() - ahead;
        if (header.start() > end) {
            stream.awaitProcessor();
            processor.gap(header.start() - end);
            stream.skip(header.start() - end);
        } else {
            ahead += end - header.start();
        }
        if (header.created()) {
            stream.awaitProcessor();
            processor.shellBegins();
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    /**
     * The result of an attachment.
     *
     * @param worked whether it was established
     * @param status the shell's exit status, if it ended
     */
    private record Attachment(boolean worked, OptionalInt status) {}

    /** Receives whether the shell is connected. */
    interface Listener {
        void connected(boolean connected);
    }
}
