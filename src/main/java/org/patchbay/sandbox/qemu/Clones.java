package org.patchbay.sandbox.qemu;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.patchbay.sandbox.SandboxException;
import org.patchbay.sandbox.SandboxId;
import org.patchbay.sandbox.UserKey;

/** Starts clones of a template. Thread-safe. */
final class Clones {
    private static final int ATTEMPTS = 5;
    private static final String PORT_TAKEN = "Could not set up host forwarding rule";

    private final Path folder;
    private final Sockets sockets;
    private final ProcessIsolation isolation;
    private final Slots slots;
    private final UserKey key;
    private final Duration limit;
    private final CodeCache cache;
    private final SecureRandom random = new SecureRandom();

    Clones(
            Path folder,
            Sockets sockets,
            ProcessIsolation isolation,
            Slots slots,
            UserKey key,
            Duration limit,
            CodeCache cache) {
        this.folder = folder;
        this.sockets = sockets;
        this.isolation = isolation;
        this.slots = slots;
        this.key = key;
        this.limit = limit;
        this.cache = cache;
    }

    /** Starts a clone and returns when it is ready. Its end is not watched yet. */
    QemuSandbox make(CloneSource source) throws SandboxException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            int slot = slots.take();
            boolean made = false;
            try {
                var sandbox = make(source, slot);
                made = true;
                return sandbox;
            } catch (IOException e) {
                // Another program may have taken the port before QEMU could.
                boolean again = attempt < ATTEMPTS && e.getMessage().contains(PORT_TAKEN);
                if (!again) {
                    throw new SandboxException("No machine could be started: " + e.getMessage(), e);
                }
            } finally {
                if (!made) {
                    slots.free(slot);
                }
            }
        }
    }

    private QemuSandbox make(CloneSource source, int slot) throws IOException, InterruptedException {
        var template = source.template();
        var user = isolation.user(slot);
        int port = freePort();
        var machineFolder = createFolder(user);
        var id = new SandboxId(machineFolder.path().getFileName().toString());
        LaunchedQemu qemu = null;
        boolean ready = false;
        try {
            var overlay = machineFolder.run().resolve(CommandLine.OVERLAY);
            Files.copy(source.overlay(), overlay);
            isolation.give(overlay, user);
            var command = new ArrayList<>(isolation.prefix(user, template.accelerator()));
            command.addAll(template.commandLine().clone(id.value(), port, cache));
            qemu = LaunchedQemu.start(sockets, machineFolder, Launcher.Files.forClone(source), command);
            restore(qemu.qmp(), source.sharedLeftOut());
            var hostname = source.hostname().orElse(id.value());
            try (var agentSerial =
                    new AgentSerial(sockets.connect(machineFolder.run().resolve(CommandLine.LINE)))) {
                agentSerial.renew(hostname, limit);
            }
            var record = new SandboxRecord(
                    source.profile(),
                    template.hostKey(),
                    port,
                    slot,
                    System.currentTimeMillis(),
                    hostname,
                    template.accelerator() == Accelerator.TCG);
            record.write(machineFolder.recordFile());
            var process = machineFolder
                    .process()
                    .orElseThrow(() -> new IOException("the machine's process did not say who it is"));
            ready = true;
            return new QemuSandbox(id, record, record.endpoint(key), machineFolder, process, Optional.of(qemu.qmp()));
        } catch (IOException e) {
            var complaint = machineFolder.complaint();
            throw complaint.isEmpty() || e.getMessage().contains(complaint)
                    ? e
                    : new IOException(e.getMessage() + "; QEMU said: " + complaint, e);
        } finally {
            if (!ready) {
                if (qemu != null) {
                    qemu.end();
                }
                machineFolder.delete();
            }
        }
    }

    private void restore(Qmp qmp, boolean sharedLeftOut) throws IOException, InterruptedException {
        var migrated = qmp.prepareMigration(sharedLeftOut);
        qmp.execute("migrate-incoming", Map.of("uri", "fd:" + Launcher.STATE.number()));
        try {
            migrated.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("its state could not be restored", e);
        }
        // A machine that was saved while paused has to be resumed.
        qmp.execute("cont", Map.of());
    }

    private MachineFolder createFolder(OptionalInt user) throws IOException {
        while (true) {
            try {
                return MachineFolder.create(
                        folder.resolve(SandboxId.draw(random).value()), isolation, user);
            } catch (FileAlreadyExistsException e) {
                // The name is in use; draw another.
            }
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
