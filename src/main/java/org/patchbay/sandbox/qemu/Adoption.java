package org.patchbay.sandbox.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import org.patchbay.sandbox.SandboxId;

/** Finds the machines that an earlier server process left: takes over those that are ready, ends the others. */
final class Adoption {
    private static final Logger LOG = Logger.getLogger(Adoption.class);

    private final Sockets sockets;
    private final UserKey key;

    Adoption(Sockets sockets, UserKey key) {
        this.sockets = sockets;
        this.key = key;
    }

    /** Their end is not watched yet. */
    List<QemuSandbox> from(Path folder) throws IOException, InterruptedException {
        List<Path> found;
        try (var all = Files.list(folder)) {
            found = all.filter(Files::isDirectory).toList();
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Optional<QemuSandbox>>> tasks = found.stream()
                    .map(path -> (Callable<Optional<QemuSandbox>>) () -> adopt(new MachineFolder(path)))
                    .toList();
            return threads.invokeAll(tasks).stream()
                    .map(result -> {
                        try {
                            return result.get();
                        } catch (ExecutionException | InterruptedException e) {
                            LOG.warn("Failed to take over a machine of an earlier server process", e);
                            return Optional.<QemuSandbox>empty();
                        }
                    })
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    private Optional<QemuSandbox> adopt(MachineFolder folder) throws IOException, InterruptedException {
        var process = folder.process();
        if (process.isPresent() && process.get().alive()) {
            try {
                var id = new SandboxId(folder.path().getFileName().toString());
                var record = SandboxRecord.read(folder.recordFile());
                var qmp = Qmp.over(sockets.connect(folder.run().resolve(CommandLine.QMP)));
                // It stands still if that server died while it was being saved.
                qmp.execute("cont", Map.of());
                return Optional.of(new QemuSandbox(id, record, record.endpoint(key), folder, process.get(), qmp));
            } catch (IOException | IllegalArgumentException e) {
                LOG.infof("A machine in %s was not ready and is ended: %s", folder.path(), e.getMessage());
                process.get().kill();
            }
        }
        folder.delete();
        return Optional.empty();
    }
}
