package org.patchbay.terminal;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.patchbay.sandbox.Endpoint;
import org.patchbay.ssh.PtySize;

/**
 * A new sandbox's shell, attached to before its terminal is there. What it prints meanwhile waits, from its first byte;
 * a shell that prints more than the connection holds waits as well. Safe for several threads.
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
     * Reaches out for a shell, making it if there is none; returns at once.
     *
     * @param id as {@link Terminal#attach(String, Endpoint, java.nio.file.Path, TerminalListener)} takes it
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
     * Waits until the shell is reached.
     *
     * @throws IOException if it can't be
     */
    public void await() throws IOException {
        try {
            reached.join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    /** Lets go of the shell, unless a terminal has it. */
    @Override
    public void close() {
        if (take()) {
            reached.thenAccept(Shell::close);
        }
    }

    String id() {
        return id;
    }

    /** The shell first, for whoever begins where it begins; then, and for others, the source that it came from. */
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
