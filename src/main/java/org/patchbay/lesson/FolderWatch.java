package org.patchbay.lesson;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Reports changes in a folder and its subfolders, once for changes close in time: editors and checkouts write several
 * files. Uses inotify(7), without polling.
 */
final class FolderWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(FolderWatch.class);

    /** A change is reported after this time without another. */
    private static final long QUIET_MS = 100;

    /** The longest delay by further changes. */
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(1);

    private final Path folder;
    private final WatchService service;

    /** Starts watching; changes are reported once {@link #start} is called. */
    FolderWatch(Path folder) throws IOException {
        this.folder = folder;
        this.service = folder.getFileSystem().newWatchService();
        try {
            register();
        } catch (IOException e) {
            service.close();
            throw e;
        }
    }

    /** @param changed called in a separate thread, one call at a time */
    void start(Runnable changed) {
        // A platform thread, because it waits for the JDK's service, which blocks one anyway.
        Thread.ofPlatform().daemon().name("course-watch").start(() -> run(changed));
    }

    @Override
    public void close() throws IOException {
        service.close();
    }

    private void run(Runnable changed) {
        try {
            while (true) {
                if (taken(service.take())) {
                    settle();
                    again(changed);
                }
            }
        } catch (ClosedWatchServiceException e) {
            LOG.debugf("No longer watching %s", folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void settle() throws InterruptedException {
        long latest = System.nanoTime() + LONGEST_NS;
        WatchKey next = service.poll(QUIET_MS, TimeUnit.MILLISECONDS);
        while (next != null && System.nanoTime() < latest) {
            taken(next);
            next = service.poll(QUIET_MS, TimeUnit.MILLISECONDS);
        }
        if (next != null) {
            taken(next);
        }
    }

    private void again(Runnable changed) {
        try {
            register();
        } catch (IOException e) {
            LOG.warnf("Cannot watch all of %s for changes: %s", folder, e.getMessage());
        }
        try {
            changed.run();
        } catch (RuntimeException e) {
            // The next change tries again.
            LOG.errorf(e, "Failed to apply a change in %s", folder);
        }
    }

    /** Also watches the parent folder, because the folder may be moved away and replaced. Existing watches are kept. */
    private void register() throws IOException {
        if (folder.getParent() != null) {
            watch(folder.getParent());
        }
        if (Files.isDirectory(folder)) {
            watch(folder);
            List<Path> inside;
            try (Stream<Path> all = Files.list(folder)) {
                inside = all.filter(Files::isDirectory).toList();
            }
            for (Path one : inside) {
                watch(one);
            }
        }
    }

    private void watch(Path one) throws IOException {
        one.register(
                service,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
    }

    /** Whether the event concerns the course, and not another entry of its parent folder. */
    private boolean taken(WatchKey key) {
        List<WatchEvent<?>> events = key.pollEvents();
        boolean beside = key.watchable().equals(folder.getParent());
        key.reset();
        return !beside
                || events.stream()
                        .anyMatch(event ->
                                event.context() == null || event.context().equals(folder.getFileName()));
    }
}
