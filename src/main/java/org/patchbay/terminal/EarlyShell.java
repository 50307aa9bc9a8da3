package org.patchbay.terminal;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.patchbay.sandbox.Endpoint;
import org.patchbay.ssh.PtySize;

/**
 * A connection to a new sandbox's shell, made before its terminal is opened. Output is buffered from its first byte;
 * the shell blocks when the connection's buffer is full. Thread-safe.
 */
public final class EarlyShell implements AutoCloseable {
    private final String id;
    private final ShellSource source;
    private final CompletableFuture<Shell> reached = new CompletableFuture<>();
    private boolean given;

    private EarlyShell(String id, ShellSource source) {
        this.id = id;
        this.source = source;
    }

    /**
     * Connects to a shell, starting it if there is none; returns at once.
     *
     * @param id as for {@link Terminal#attach(String, Endpoint, java.nio.file.Path, TerminalListener)}
     */
    public static EarlyShell reach(String id, Endpoint endpoint) {
        return reach(id, new SshShells(endpoint));
    }

    static EarlyShell reach(String id, ShellSource source) {
        EarlyShell early = new EarlyShell(id, source);
        Thread.ofVirtual().name("shell " + id).start(early::run);
        return early;
    }

    /**
     * Waits until the shell is connected.
     *
     * @throws IOException if the connection failed
     */
    public void await() throws IOException {
        try {
            reached.join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    /** Disconnects from the shell, unless a terminal has taken it. */
    @Override
    public void close() {
        if (take()) {
            reached.thenAccept(Shell::close);
        }
    }

    String id() {
        return id;
    }

    /** A source that gives this shell to the first caller that starts at its offset, and then connects again. */
    ShellSource source() {
        return (terminal, offset, size) -> {
            if (!take()) {
                return source.attach(terminal, offset, size);
            }
            await();
            Shell shell = reached.join();
            if (offset != shell.header().start()) {
                shell.close();
                return source.attach(terminal, offset, size);
            }
            if (!size.equals(PtySize.DEFAULT)) {
                shell.resize(size);
            }
            return shell;
        };
    }

    private void run() {
        try {
            reached.complete(source.attach(id, 0, PtySize.DEFAULT));
        } catch (IOException | RuntimeException e) {
            reached.completeExceptionally(e);
        }
    }

    private synchronized boolean take() {
        boolean first = !given;
        given = true;
        return first;
    }
}
