package org.patchbay.sandbox.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import org.patchbay.sandbox.Backoff;
import org.patchbay.sandbox.SandboxId;
import org.patchbay.sandbox.UserKey;

/**
 * Finds the machines of an earlier server process and takes over those that were ready. They are ended only on request:
 * as long as their process lives, failures are retried.
 */
final class Adoption {
    private static final Logger LOG = Logger.getLogger(Adoption.class);
    private static final Backoff TRIES = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10));

    private final Sockets sockets;
    private final UserKey key;

    Adoption(Sockets sockets, UserKey key) {
        this.sockets = sockets;
        this.key = key;
    }

    /**
     * The machines whose process lives, without contacting them; folders of others are deleted. Their end is not
     * watched yet.
     *
     * @throws IOException if the living processes can't be determined
     */
    List<QemuSandbox> from(Path folder) throws IOException, InterruptedException {
        List<Path> found;
        try (var all = Files.list(folder)) {
            found = all.filter(Files::isDirectory).toList();
        }
        List<QemuSandbox> left = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Optional<QemuSandbox>>> tasks = found.stream()
                    .map(path -> (Callable<Optional<QemuSandbox>>) () -> find(new MachineFolder(path)))
                    .toList();
            for (var result : threads.invokeAll(tasks)) {
                result.get().ifPresent(left::add);
            }
        } catch (ExecutionException e) {
            throw new IOException("a machine may run there, but " + e.getCause().getMessage(), e.getCause());
        }
        return left;
    }

    private Optional<QemuSandbox> find(MachineFolder folder) throws IOException, InterruptedException {
        var process = folder.process();
        if (process.isPresent() && process.get().alive()) {
            if (Files.exists(folder.recordFile())) {
                var id = new SandboxId(folder.path().getFileName().toString());
                var record = SandboxRecord.read(folder.recordFile());
                return Optional.of(
                        new QemuSandbox(id, record, record.endpoint(key), folder, process.get(), Optional.empty()));
            }
            LOG.infof("Ending the machine in %s: it was not ready when its server process ended", folder.path());
            process.get().kill();
        }
        try {
            folder.delete();
        } catch (IOException e) {
            LOG.warnf("Failed to delete the files of the machine in %s: %s", folder.path(), e.getMessage());
        }
        return Optional.empty();
    }

    /** Connects to a watched machine in its own thread, retrying until it answers. */
    void takeOver(QemuSandbox sandbox) {
        Thread.ofVirtual().name("adopt-" + sandbox.id()).start(() -> {
            try {
                reach(sandbox);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void reach(QemuSandbox sandbox) throws InterruptedException {
        for (var next = TRIES; !sandbox.tryToReach(sockets, next.pause()); next = next.longer()) {
            Thread.sleep(next.pause());
        }
    }
}
