package org.patchbay.sandbox.qemu;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.patchbay.sandbox.Endpoint;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.SandboxException;
import org.patchbay.sandbox.SandboxId;

/** A ready clone, started by this server process or adopted from an earlier one. */
final class QemuSandbox implements Sandbox {
    private static final Logger LOG = Logger.getLogger(QemuSandbox.class);
    private static final long QUIT_SECONDS = 2;

    private final SandboxId id;
    private final SandboxRecord record;
    private final Endpoint endpoint;
    private final MachineFolder folder;
    private final MachineProcess process;
    private final ReentrantLock saving = new ReentrantLock();
    private final AtomicBoolean finishing = new AtomicBoolean();
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    /** Completes when QEMU has answered for the first time; exceptionally if that is not awaited any more. */
    private final CompletableFuture<Qmp> qmp = new CompletableFuture<>();

    private volatile Consumer<QemuSandbox> gone = sandbox -> {};
    private volatile boolean closing;
    private volatile boolean detached;

    /** @param qmp its connection; empty for an adopted machine that has not been reached yet */
    QemuSandbox(
            SandboxId id,
            SandboxRecord record,
            Endpoint endpoint,
            MachineFolder folder,
            MachineProcess process,
            Optional<Qmp> qmp) {
        this.id = id;
        this.record = record;
        this.endpoint = endpoint;
        this.folder = folder;
        this.process = process;
        qmp.ifPresent(this.qmp::complete);
    }

    /** Watches for the machine's end. @param gone is run before {@link #ended()} completes */
    void watch(Consumer<QemuSandbox> gone) {
        this.gone = gone;
        answered().ifPresent(this::watch);
    }

    private void watch(Qmp conversation) {
        conversation.closed().thenRun(() -> Thread.ofVirtual().name(id + "-end").start(this::finish));
    }

    /**
     * Tries to connect to an adopted machine that is watched. If its process has ended, it is reported as gone.
     *
     * @param next when the next attempt will be
     * @return false if it runs but does not answer yet
     */
    boolean tryToReach(Sockets sockets, Duration next) throws InterruptedException {
        if (closing || detached) {
            return true;
        }
        try {
            reached(Qmp.over(sockets.connect(folder.run().resolve(CommandLine.QMP))));
        } catch (IOException e) {
            if (process.alive()) {
                if (!closing && !detached) {
                    LOG.warnf(
                            "Failed to connect to the monitor of machine %s of an earlier server process; retrying in %d ms: %s",
                            id, next.toMillis(), e.getMessage());
                }
                return false;
            }
            LOG.warnf("Machine %s of an earlier server process ended before it was taken over", id);
            finish();
        }
        return true;
    }

    private void reached(Qmp conversation) throws IOException, InterruptedException {
        try {
            // It is still paused if that server died while saving it.
            conversation.execute("cont", Map.of());
        } catch (IOException | InterruptedException e) {
            conversation.close();
            throw e;
        }
        watch(conversation);
        if (!qmp.complete(conversation) || closing || detached) {
            conversation.close();
        }
    }

    /** Disconnects from the machine without ending it. */
    void detach() {
        detached = true;
        closeConversation();
        qmp.completeExceptionally(new IOException("this server process is ending"));
    }

    MachineProcess process() {
        return process;
    }

    /**
     * Waits until a machine of an earlier server process answers this one.
     *
     * @throws SandboxException if it ends before, or this server process does
     */
    void awaitFirstAnswer() throws SandboxException, InterruptedException {
        try {
            qmp.get();
        } catch (ExecutionException e) {
            throw new SandboxException(
                    "%s could not be saved: %s".formatted(this, e.getCause().getMessage()), e);
        }
    }

    /** Writes its state and disk into the folder; the machine is paused meanwhile. One at a time. */
    void save(Saving saving, OptionalInt user, Template template, CheckpointFolder to)
            throws IOException, InterruptedException {
        this.saving.lockInterruptibly();
        try {
            saving.save(conversation(), folder, user, template, to);
        } finally {
            this.saving.unlock();
        }
    }

    /** The record for a checkpoint of it. */
    CheckpointFolder.Record description() {
        return new CheckpointFolder.Record(record.hostKey(), record.hostname());
    }

    /** The slot that determines its user. */
    int slot() {
        return record.slot();
    }

    @Override
    public boolean emulated() {
        return record.emulated();
    }

    @Override
    public Instant since() {
        return record.since();
    }

    private Qmp conversation() throws IOException {
        return answered()
                .orElseThrow(() -> new IOException("it is of an earlier server process and has not answered yet"));
    }

    private Optional<Qmp> answered() {
        return qmp.isDone() && !qmp.isCompletedExceptionally() ? Optional.of(qmp.join()) : Optional.empty();
    }

    @Override
    public SandboxId id() {
        return id;
    }

    @Override
    public Profile profile() {
        return record.profile();
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public CompletableFuture<Ending> ended() {
        return ended.copy();
    }

    @Override
    public void close() {
        closing = true;
        if (!ended.isDone()) {
            try {
                conversation().execute("quit", Map.of());
                process.awaitExit(TimeUnit.SECONDS.toMillis(QUIT_SECONDS));
            } catch (IOException e) {
                LOG.debugf("Machine %s has already exited or does not accept connections: %s", id, e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            closeConversation();
            if (answered().isEmpty()) {
                finish();
            }
        }
        ended.join();
    }

    private void finish() {
        if (detached || !finishing.compareAndSet(false, true)) {
            return;
        }
        try {
            process.kill();
            folder.delete();
        } catch (IOException e) {
            LOG.warnf("Failed to delete the files of machine %s: %s", id, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeConversation();
        qmp.completeExceptionally(new IOException("it has ended"));
        gone.accept(this);
        ended.complete(closing ? Ending.CLOSED : Ending.DIED);
    }

    private void closeConversation() {
        try {
            if (answered().isPresent()) {
                answered().get().close();
            }
        } catch (IOException e) {
            LOG.debugf("%s: %s", id, e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "sandbox " + id;
    }
}
