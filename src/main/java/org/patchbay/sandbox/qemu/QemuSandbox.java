package org.patchbay.sandbox.qemu;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.patchbay.sandbox.Endpoint;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.SandboxId;

/** A clone that is ready, of this server process or adopted from an earlier one. */
final class QemuSandbox implements Sandbox {
    private static final Logger LOG = Logger.getLogger(QemuSandbox.class);
    private static final long QUIT_SECONDS = 2;

    private final SandboxId id;
    private final SandboxRecord record;
    private final Endpoint endpoint;
    private final MachineFolder folder;
    private final MachineProcess process;
    private final Qmp qmp;
    private final ReentrantLock saving = new ReentrantLock();
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    private volatile boolean closing;
    private volatile boolean detached;

    QemuSandbox(
            SandboxId id,
            SandboxRecord record,
            Endpoint endpoint,
            MachineFolder folder,
            MachineProcess process,
            Qmp qmp) {
        this.id = id;
        this.record = record;
        this.endpoint = endpoint;
        this.folder = folder;
        this.process = process;
        this.qmp = qmp;
    }

    /** Waits for the machine's end from now on. @param gone is run before {@link #ended()} completes */
    void watch(Consumer<QemuSandbox> gone) {
        qmp.closed().thenRun(() -> Thread.ofVirtual().name(id + "-end").start(() -> finish(gone)));
    }

    /** Lets go of the machine without ending it. */
    void detach() throws IOException {
        detached = true;
        qmp.close();
    }

    MachineProcess process() {
        return process;
    }

    /** Writes its state and its disk into the folder; it stands still meanwhile. One at a time. */
    void save(Saving saving, OptionalInt user, Template template, CheckpointFolder to)
            throws IOException, InterruptedException {
        this.saving.lockInterruptibly();
        try {
            saving.save(qmp, folder, user, template, to);
        } finally {
            this.saving.unlock();
        }
    }

    /** What a checkpoint of it is to say of it. */
    CheckpointFolder.Record description() {
        return new CheckpointFolder.Record(record.hostKey(), record.hostname());
    }

    /** By which it has its user. */
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

    /** The last 64 KiB that were written to the machine's console. */
    String console() throws IOException, InterruptedException {
        return qmp.execute("ringbuf-read", Map.of("device", "console", "size", 65536))
                .asText();
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
                qmp.execute("quit", Map.of());
                process.awaitExit(TimeUnit.SECONDS.toMillis(QUIT_SECONDS));
            } catch (IOException e) {
                LOG.debugf("Machine %s has already exited or does not accept connections: %s", id, e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            closeConversation();
        }
        ended.join();
    }

    private void finish(Consumer<QemuSandbox> gone) {
        if (detached) {
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
        gone.accept(this);
        ended.complete(closing ? Ending.CLOSED : Ending.DIED);
    }

    private void closeConversation() {
        try {
            qmp.close();
        } catch (IOException e) {
            LOG.debugf("%s: %s", id, e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "sandbox " + id;
    }
}
