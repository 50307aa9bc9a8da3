package org.patchbay.sandbox.qemu;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Saves a machine by migrating it to this server, then resumes it. It is paused meanwhile, because an emulated machine
 * that wrote much during a live migration crashed when it was restored (ADR 8). Thread-safe for different machines.
 */
final class Saving {
    /** In bytes per second. */
    private static final long UNBOUNDED = 10_000_000_000L;

    private static final long LIMIT_SECONDS = 60;
    private static final int BUFFER = 1024 * 1024;
    private static final int PAGES_PER_MIB = 256;
    /** Limit as a multiple of the memory: sent once, plus firmware and the like. */
    private static final int ROUNDS = 2;

    /** Limit of a machine's disk changes in bytes: they are copied while it is paused. */
    private static final long MOST_WRITTEN = 64L * 1024 * 1024;

    private final Sockets sockets;
    private final ProcessIsolation isolation;

    Saving(Sockets sockets, ProcessIsolation isolation) {
        this.sockets = sockets;
        this.isolation = isolation;
    }

    /**
     * Writes state and overlay into the existing folder. The machine runs when this returns, even after a failure.
     *
     * @param user the machine's
     */
    void save(Qmp qmp, MachineFolder machine, OptionalInt user, Template template, CheckpointFolder to)
            throws IOException, InterruptedException {
        var overlay = machine.run().resolve(CommandLine.OVERLAY);
        requireCopyable(overlay);
        var socket = machine.run().resolve(CommandLine.CHECKPOINT);
        Files.deleteIfExists(socket);
        try (var server = sockets.bind(socket)) {
            isolation.give(socket, user);
            var migrated = qmp.prepareMigration(false);
            qmp.execute("migrate-set-parameters", Map.of("max-bandwidth", UNBOUNDED));
            var receiving = new FutureTask<>(() -> {
                receive(server, template, to.state());
                return null;
            });
            Thread.ofVirtual().name("checkpoint").start(receiving);
            try {
                qmp.execute("stop", Map.of());
                qmp.execute("migrate", Map.of("uri", "unix:" + CommandLine.CHECKPOINT));
                migrated.get(LIMIT_SECONDS, TimeUnit.SECONDS);
                receiving.get(LIMIT_SECONDS, TimeUnit.SECONDS);
                copy(overlay, to.overlay());
            } finally {
                // A migration in progress would pause the machine at its end; a completed one is not affected.
                qmp.execute("migrate_cancel", Map.of());
                qmp.execute("cont", Map.of());
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("it took longer than %d s".formatted(LIMIT_SECONDS), e);
        } finally {
            Files.deleteIfExists(socket);
        }
    }

    private static void receive(ServerSocketChannel server, Template template, Path to) throws IOException {
        long most = (long) template.memoryMiB() * PAGES_PER_MIB * ROUNDS;
        try (var arena = Arena.ofShared();
                var connection = server.accept();
                var in = new BufferedInputStream(Channels.newInputStream(connection), BUFFER);
                var out = new BufferedOutputStream(
                        Files.newOutputStream(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), BUFFER)) {
            new MigratedMemory(template.memory().view(arena), in, out, most).reduce();
        }
    }

    /** The machine's user can write to that folder: the file may be a link to a file of somebody else. */
    private static void copy(Path overlay, Path to) throws IOException {
        requireCopyable(overlay);
        OpenOption[] unfollowed = {StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS};
        try (var source = Files.newByteChannel(overlay, unfollowed);
                var in = Channels.newInputStream(source)) {
            Files.copy(in, to);
        }
    }

    private static void requireCopyable(Path overlay) throws IOException {
        var found = Files.readAttributes(overlay, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!found.isRegularFile()) {
            throw new IOException("the machine's disk is not a file");
        }
        if (found.size() > MOST_WRITTEN) {
            throw new IOException("%d MiB were written to its disk, which is more than is kept"
                    .formatted(found.size() / 1024 / 1024));
        }
    }
}
