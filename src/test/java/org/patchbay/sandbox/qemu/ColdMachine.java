package org.patchbay.sandbox.qemu;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.SandboxId;
import org.patchbay.ssh.UserKeys;

/** A machine that is booted from its kernel, without a template: what clones are compared with. */
public final class ColdMachine {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    /** The learners' tools are not run once before: a machine of one's own would not do so either. */
    private static final String WITHOUT_WARMING = " patchbay.warm=no";

    private ColdMachine() {}

    /** Returns when its first shell is about to print its prompt. */
    public static Sandbox boot(Path data) throws Exception {
        Files.createDirectories(data);
        var isolation = ProcessIsolation.ofThisProcess();
        var image = Image.in(TestMachines.settings(data).image());
        var key = UserKeys.in(data.toAbsolutePath());
        var accelerator = new KvmProbe(data, isolation).accelerator(image);
        var folder = MachineFolder.create(data.toAbsolutePath().resolve("cold"), isolation, isolation.user(0));
        var sockets = new Sockets(data.toAbsolutePath());
        var line = new CommandLine(accelerator, Profile.NET);
        int port = Clones.freePort();
        try (var memory = SealedMemory.create("cold", line.memoryMiB() * 1024L * 1024)) {
            var qemu = new Boot(sockets, isolation)
                    .start(
                            folder,
                            isolation.user(0),
                            image,
                            memory,
                            line.template(
                                    Boot.kernelArguments(Profile.NET, key) + WITHOUT_WARMING,
                                    Boot.CONSOLE,
                                    OptionalInt.of(port)),
                            accelerator);
            String hostKey;
            try (var agent = new AgentSerial(sockets.connect(folder.run().resolve(CommandLine.LINE)))) {
                hostKey = agent.awaitTemplate(LIMIT);
                agent.renew("cold", LIMIT);
            }
            var record = new SandboxRecord(
                    Profile.NET, hostKey, port, 0, System.currentTimeMillis(), "cold", accelerator == Accelerator.TCG);
            var sandbox = new QemuSandbox(
                    new SandboxId("cold"),
                    record,
                    record.endpoint(key),
                    folder,
                    folder.process().orElseThrow(),
                    Optional.of(qemu.qmp()));
            sandbox.watch(gone -> {});
            return sandbox;
        }
    }
}
