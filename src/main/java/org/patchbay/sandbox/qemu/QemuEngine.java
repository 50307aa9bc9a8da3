package org.patchbay.sandbox.qemu;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.patchbay.sandbox.Checkpoint;
import org.patchbay.sandbox.Engine;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.SandboxException;
import org.patchbay.sandbox.SandboxId;
import org.patchbay.sandbox.UserKey;

/**
 * Runs machines with QEMU: a template is booted once, and each machine is a clone of it that shares its memory until it
 * writes. The machines' processes outlive this one; the next engine with the same data folder adopts them. Thread-safe.
 */
public final class QemuEngine implements Engine, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(QemuEngine.class);

    private final QemuSettings settings;
    private final FileChannel lockFile;
    private final ProcessIsolation isolation;
    private final Sockets sockets;
    private final UserKey key;
    private final Slots slots = new Slots();
    private final Clones clones;
    private final Map<SandboxId, QemuSandbox> running = new ConcurrentHashMap<>();
    private final Map<Profile, Template> templates = new ConcurrentHashMap<>();
    private final ReentrantLock preparing = new ReentrantLock();
    /** More starts than processors would only delay all of them. */
    private final int startsAtOnce = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final Semaphore starts = new Semaphore(startsAtOnce, true);

    /** Saving takes a whole processor for a moment, and is not urgent. */
    private final Semaphore saves = new Semaphore(1, true);

    private final Object preparerLock = new Object();
    private Thread preparer;

    private volatile boolean ending;

    /**
     * Opens the data folder and finds the machines that run there; they are contacted in the background.
     *
     * @throws SandboxException if QEMU is not installed, or another server uses the folder
     */
    public QemuEngine(QemuSettings settings) throws SandboxException, InterruptedException {
        this.settings = settings;
        Programs.requireAll();
        lockFile = take(settings.data());
        try {
            createPrivately(sandboxFolder());
            createPrivately(templateFolder());
            isolation = ProcessIsolation.ofThisProcess();
            HugePages.refuse();
            sockets = new Sockets(settings.data());
            key = settings.keys().in(settings.data());
            clones = new Clones(
                    sandboxFolder(), sockets, isolation, slots, key, settings.cloneLimit(), settings.codeCache());
            var adoption = new Adoption(sockets, key);
            adoption.from(sandboxFolder()).forEach(sandbox -> {
                slots.take(sandbox.slot());
                adopt(sandbox);
                adoption.takeOver(sandbox);
            });
        } catch (IOException e) {
            release(lockFile);
            throw unusable(settings.data(), e);
        }
    }

    /**
     * Returns when the profile's template is ready: at once if it is loaded, in a fraction of a second if an earlier
     * server process made it, else after a boot. {@link #start} calls this if needed.
     */
    public void prepare(Profile profile, TemplateProgressListener listener)
            throws SandboxException, InterruptedException {
        template(profile, new TemplateProgress(listener));
    }

    @Override
    public Sandbox start(Profile profile) throws SandboxException, InterruptedException {
        return make(CloneSource.of(usual(profile), profile));
    }

    @Override
    public Sandbox restore(Checkpoint saved) throws SandboxException, InterruptedException {
        var folder = new CheckpointFolder(saved.folder().toAbsolutePath());
        CheckpointFolder.Record record;
        try {
            record = folder.read();
        } catch (IOException e) {
            throw new SandboxException("There is no saved machine any more: " + e.getMessage(), e);
        }
        var template = usual(saved.profile());
        requireOf(template, record);
        return make(new CloneSource(
                saved.profile(), template, folder.state(), folder.overlay(), Optional.of(record.hostname())));
    }

    @Override
    public Checkpoint save(Sandbox sandbox, Path folder) throws SandboxException, InterruptedException {
        var own = running.get(sandbox.id());
        if (own == null) {
            throw new SandboxException("%s does not run any more and can't be saved".formatted(sandbox));
        }
        var template = usual(own.profile());
        requireOf(template, own.description());
        var to = new CheckpointFolder(folder.toAbsolutePath());
        boolean saved = false;
        own.awaitFirstAnswer();
        saves.acquire();
        try {
            createPrivately(to.path());
            own.save(new Saving(sockets, isolation), isolation.user(own.slot()), template, to);
            to.write(own.description());
            saved = true;
            return new Checkpoint(own.profile(), to.path());
        } catch (IOException e) {
            throw new SandboxException("%s could not be saved: %s".formatted(own, e.getMessage()), e);
        } finally {
            saves.release();
            if (!saved) {
                discard(new Checkpoint(own.profile(), to.path()));
            }
        }
    }

    /** A checkpoint fits only the template that it was saved from, which has the rest of its memory. */
    private static void requireOf(Template template, CheckpointFolder.Record record) throws SandboxException {
        if (!template.hostKey().equals(record.hostKey())) {
            throw new SandboxException("The machine is a clone of a template that is gone; a new one can be made");
        }
    }

    private static void discard(Checkpoint part) {
        try {
            part.delete();
        } catch (IOException e) {
            LOG.warnf("Failed to delete a saved machine: %s", e.getMessage());
        }
    }

    private Template usual(Profile profile) throws SandboxException, InterruptedException {
        return template(profile, new TemplateProgress((phase, percent, elapsed) -> {}));
    }

    private Sandbox make(CloneSource source) throws SandboxException, InterruptedException {
        starts.acquire();
        try {
            refuseAtTheEnd();
            var sandbox = clones.make(source);
            adopt(sandbox);
            if (ending) {
                sandbox.close();
            }
            refuseAtTheEnd();
            return sandbox;
        } finally {
            starts.release();
        }
    }

    private void refuseAtTheEnd() throws SandboxException {
        if (ending) {
            throw new SandboxException("The server is ending; no machine is started any more");
        }
    }

    /**
     * Waits until no machine or template is being started, and prevents further starts: if this process ended in
     * between, such a machine would be lost.
     */
    private void startNoMore() {
        ending = true;
        synchronized (preparerLock) {
            if (preparer != null) {
                preparer.interrupt();
            }
        }
        preparing.lock();
        preparing.unlock();
        starts.acquireUninterruptibly(startsAtOnce);
        starts.release(startsAtOnce);
    }

    @Override
    public List<Sandbox> running() {
        return List.copyOf(running.values());
    }

    /** Ends all machines, including those that are starting, and returns when they are gone. */
    public void endAll() {
        startNoMore();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            running.values().forEach(sandbox -> threads.submit(sandbox::close));
        }
    }

    /**
     * Releases all resources but leaves the machines running for the next engine. A machine that is starting is ended.
     */
    @Override
    public void close() {
        startNoMore();
        preparing.lock();
        try {
            for (var sandbox : running.values()) {
                sandbox.detach();
            }
            for (var template : templates.values()) {
                template.memory().close();
            }
            templates.clear();
            sockets.close();
            lockFile.close();
        } catch (IOException e) {
            LOG.warn("Failed to release all resources of the engine", e);
        } finally {
            preparing.unlock();
        }
    }

    private Template template(Profile profile, TemplateProgress progress)
            throws SandboxException, InterruptedException {
        // Don't wait for a template that is being made for others.
        var there = templates.get(profile);
        if (there != null) {
            return there;
        }
        preparing.lockInterruptibly();
        try {
            there = templates.get(profile);
            if (there != null) {
                return there;
            }
            prepares(Thread.currentThread());
            refuseAtTheEnd();
            progress.report(TemplateProgressListener.Phase.PROBE, 0);
            var image = Image.in(settings.image());
            var accelerator = new KvmProbe(settings.data(), isolation).accelerator(image);
            var template = new Templates(templateFolder(), sockets, isolation, settings.bootLimit())
                    .get(profile, image, key, accelerator, progress);
            templates.put(profile, template);
            return template;
        } catch (IOException e) {
            throw new SandboxException("Failed to detect how to run machines: " + e.getMessage(), e);
        } finally {
            prepares(null);
            preparing.unlock();
        }
    }

    private void prepares(Thread thread) {
        synchronized (preparerLock) {
            preparer = thread;
        }
    }

    private void adopt(QemuSandbox sandbox) {
        running.put(sandbox.id(), sandbox);
        sandbox.watch(gone -> {
            running.remove(gone.id());
            slots.free(gone.slot());
        });
    }

    private Path sandboxFolder() {
        return settings.data().resolve("sandboxes");
    }

    private Path templateFolder() {
        return settings.data().resolve("templates");
    }

    private static void createPrivately(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /** Locks the data folder against other servers. */
    private static FileChannel take(Path data) throws SandboxException {
        FileChannel channel;
        FileLock lock = null;
        try {
            createPrivately(data);
            channel = FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unusable(data, e);
        }
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException | IOException e) {
            LOG.debug("The file lock is held by this process or is not supported", e);
        }
        if (lock == null) {
            release(channel);
            throw new SandboxException(
                    "The data folder %s is in use by another server; stop it, or choose another folder with --data"
                            .formatted(data));
        }
        return channel;
    }

    private static void release(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.debug("Failed to release a file lock; it ends with this process", e);
        }
    }

    private static SandboxException unusable(Path data, IOException e) {
        return new SandboxException("The data folder %s can't be used: %s".formatted(data, e.getMessage()), e);
    }
}
